import type { StoreFailure } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpEffect from "effect/http/HttpEffect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { ServiceUnavailable } from "./api/errors.ts"
import type { ErrorDetail } from "./api/schemas.ts"

/** Sets headers on the response to the current request, whether it succeeds or fails. */
export const setResponseHeaders = (headers: Readonly<Record<string, string>>) =>
  HttpEffect.appendPreResponseHandler((_request, response) =>
    Effect.succeed(HttpServerResponse.setHeaders(response, headers)),
  )

/** Sets `Retry-After`. */
export const setRetryAfter = (seconds: number) => setResponseHeaders({ "retry-after": String(seconds) })

/** Fails with a 503 with `Retry-After` if a retry can help, otherwise dies. The cause is logged but not sent. */
export const storeFailureResponse = Effect.fnUntraced(function* (failure: StoreFailure) {
  if (!failure.retryable) return yield* Effect.die(failure.cause)
  yield* Effect.logWarning("The store is unavailable", failure.cause)
  yield* setRetryAfter(1)
  return yield* new ServiceUnavailable({ message: "The service is temporarily unavailable" })
})

const MAX_DETAILS = 100

/** The `details` of an error, and how many problems are omitted, in addition to those that are omitted already. */
export const listDetails = (details: ReadonlyArray<ErrorDetail>, omitted: number) => {
  const unlisted = Math.max(0, details.length - MAX_DETAILS) + omitted
  return { details: details.slice(0, MAX_DETAILS), ...(unlisted > 0 && { omitted: unlisted }) }
}
