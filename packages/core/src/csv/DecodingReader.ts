import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import type { CheckedOptions } from "./checkOptions.ts"
import { ofFile, rejectionOf } from "./fileProblems.ts"
import type { OptionSyntax } from "./optionSyntax.ts"
import type { PieceReader, ReadSteps } from "./PieceReader.ts"
import type { RowScanner, ScannedRow } from "./table/RowScanner.ts"
import { BlockBuffer } from "./text/BlockBuffer.ts"
import { type OpenedText, openDecoder, undecodable } from "./text/openDecoder.ts"

/** Yields what was read. Returns what is wrong with the file, or undefined. */
export type TextSteps<A> = Generator<ReadonlyArray<A>, ReadonlyArray<Problem> | undefined>

/** Rows of one batch. */
export const BATCH_ROWS = 1000

/** Detects the encoding of a file and decodes it. What becomes of the text is up to the class that extends this one. */
export abstract class DecodingReader<A> implements PieceReader<A> {
  protected readonly options: CheckedOptions
  protected readonly syntax: OptionSyntax
  readonly #blocks = new BlockBuffer()
  #text: OpenedText | undefined

  constructor(options: CheckedOptions, syntax: OptionSyntax) {
    this.options = options
    this.syntax = syntax
  }

  /** Reads the text that comes next. `encoding` is that of the file. */
  protected abstract readText(text: string, encoding: string, isLast: boolean): TextSteps<A>

  /** The number of the line that `text` ends on, if it follows everything that was read. */
  protected abstract lineAfter(text: string): number

  *read(piece: Uint8Array): ReadSteps<A> {
    for (const block of this.#blocks.push(piece)) {
      const problems = yield* this.#readBlock(block, false)
      if (problems !== undefined) return rejectionOf(problems)
    }
    return undefined
  }

  *end(): ReadSteps<A> {
    const problems = yield* this.#readBlock(this.#blocks.end(), true)
    return problems === undefined ? undefined : rejectionOf(problems)
  }

  *#readBlock(block: Uint8Array, isLast: boolean): TextSteps<A> {
    let bytes = block
    if (this.#text === undefined) {
      const opened = openDecoder(block, this.options.encoding, this.syntax)
      if (Result.isFailure(opened)) return [ofFile(opened.failure)]
      this.#text = opened.success
      bytes = opened.success.bytes
    }
    const { decoder } = this.#text
    const decoded = decoder.decode(bytes, isLast)
    if (Result.isSuccess(decoded)) return yield* this.readText(decoded.success, decoder.encoding, isLast)
    const line = this.lineAfter(decoded.failure.before)
    return [{ line, ...ofFile(undecodable(this.#text, this.syntax)) }]
  }
}

/** Scans the rows that are complete, and yields what `read` makes of them in batches. Undefined is left out. */
export function* scanInBatches<A>(
  scanner: RowScanner,
  isLast: boolean,
  read: (row: ScannedRow) => A | undefined,
): Generator<ReadonlyArray<A>, void> {
  if (isLast) scanner.end()
  let batch: Array<A> = []
  let rows = 0
  const next = () => {
    scanner.skipEmptyLines()
    return scanner.next()
  }
  for (let row = next(); row !== undefined; row = next()) {
    const found = read(row)
    if (found !== undefined) batch.push(found)
    if (++rows % BATCH_ROWS > 0) continue
    yield batch
    batch = []
  }
  yield batch
}
