import * as core from "../domain/errors.ts"

/**
 * A port rejects with it if the store is unreachable, timed out or is out of space. The HTTP adapter then responds with
 * 503; any other error is a defect, and a 500.
 */
export interface StoreFailure extends Error {
  /** Whether a retry may succeed. */
  readonly retryable: boolean
  /** For logs only, because it may contain internals. */
  readonly cause: unknown
}

/** Creates a failure from its cause and from whether a retry may succeed. */
export const StoreFailure: new (fields: { readonly retryable: boolean; readonly cause: unknown }) => StoreFailure =
  core.StoreFailure
