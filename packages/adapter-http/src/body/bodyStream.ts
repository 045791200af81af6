import { Effect, Stream } from "effect"
import { HttpServerRequest } from "effect/http"
import { BodyTimeout } from "../settings.ts"
import { timedOut, unreadable } from "./bodyErrors.ts"

/** The bytes of the request's body as they arrive, read no faster than they are consumed. */
export const bodyStream = Stream.unwrap(
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const duration = yield* BodyTimeout
    return request.stream.pipe(
      Stream.mapError(unreadable),
      Stream.timeoutOrElse({ duration, orElse: () => Stream.fromEffect(timedOut) }),
    )
  }),
)
