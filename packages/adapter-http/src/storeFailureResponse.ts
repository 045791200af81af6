import type { StoreFailure } from "@bulk-contacts/core"
import { Effect } from "effect"
import { ServiceUnavailable } from "./api/errors.ts"
import { retryAfter } from "./responseHeaders.ts"

/** 503 with `Retry-After` where a retry can help, else a defect. The cause is logged, and stays inside. */
export const answerStoreFailure = Effect.fnUntraced(function* (failure: StoreFailure) {
  if (!failure.retryable) return yield* Effect.die(failure.cause)
  yield* Effect.logWarning("The store is unavailable", failure.cause)
  yield* retryAfter(1)
  return yield* new ServiceUnavailable({ message: "The service is temporarily unavailable" })
})
