import type { StoreFailure } from "@bulk-contacts/core"
import { Effect } from "effect"
import { HttpEffect, HttpServerResponse } from "effect/http"
import { ServiceUnavailable } from "./errors.ts"

const RETRY_AFTER_SECONDS = 1

/** 503 with `Retry-After` where a retry can help, else a defect. The cause is logged, and stays inside. */
export const answerStoreFailure = Effect.fnUntraced(function* (failure: StoreFailure) {
  if (!failure.retryable) return yield* Effect.die(failure.cause)
  yield* Effect.logWarning("The store is unavailable", failure.cause)
  yield* HttpEffect.appendPreResponseHandler((_request, response) =>
    Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", String(RETRY_AFTER_SECONDS))),
  )
  return yield* new ServiceUnavailable({ message: "The service is temporarily unavailable" })
})
