import { Effect } from "effect"
import { HttpEffect, HttpServerResponse } from "effect/http"

/** Adds `Retry-After: 1` to the answer: in a second, what was in the way may be gone. */
export const retryAfter = HttpEffect.appendPreResponseHandler((_request, response) =>
  Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", "1")),
)
