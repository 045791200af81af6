import * as core from "../domain/errors.ts"

/**
 * What a port may reject with where the store cannot do its work: it cannot be reached, timed out, or is full. An HTTP
 * server in front of the ports then answers that it is unavailable; any other error is a defect to it.
 */
export interface StoreFailure extends Error {
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  /** For logs only: it may hold internals. */
  readonly cause: unknown
}

/** Makes one, of whether the call may be tried again and what it was caused by. */
export const StoreFailure: new (fields: { readonly retryable: boolean; readonly cause: unknown }) => StoreFailure =
  core.StoreFailure
