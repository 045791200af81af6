import type { InvalidRequest } from "../domain/errors.ts"

/**
 * Yields what was read, a limited number of rows at a time: a cell that never ends may become half a million rows. Returns
 * why the file as a whole is rejected, or undefined.
 */
export type ReadSteps<A> = Generator<ReadonlyArray<A>, InvalidRequest | undefined>

/** Reads a file from its bytes, in pieces of any size. */
export interface PieceReader<A> {
  readonly read: (piece: Uint8Array) => ReadSteps<A>
  /** Reads what is left at the end of the file. */
  readonly end: () => ReadSteps<A>
}
