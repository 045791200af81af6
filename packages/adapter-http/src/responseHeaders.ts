import { Effect } from "effect"
import { HttpEffect, HttpServerResponse } from "effect/http"

/** Adds headers to the answer of the current request, whatever it will be. */
export const answerHeaders = (headers: Readonly<Record<string, string>>) =>
  HttpEffect.appendPreResponseHandler((_request, response) =>
    Effect.succeed(HttpServerResponse.setHeaders(response, headers)),
  )

/** In so many seconds, what was in the way may be gone. */
export const retryAfter = (seconds: number) => answerHeaders({ "retry-after": String(seconds) })
