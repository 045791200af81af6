import { Context, Duration, Effect, Stream } from "effect"
import { HttpServerRequest } from "effect/http"
import { timedOut, unreadable } from "./bodyErrors.ts"

/** How long the next bytes of a body may take. */
export const BodyTimeout = Context.Reference<Duration.Duration>("@bulk-contacts/adapter-http/BodyTimeout", {
  defaultValue: () => Duration.seconds(30),
})

/** The bytes of the request's body, as they come and no faster than they are taken. */
export const requestBody = Stream.unwrap(
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const duration = yield* BodyTimeout
    return request.stream.pipe(
      Stream.mapError(unreadable),
      Stream.timeoutOrElse({ duration, orElse: () => Stream.fromEffect(timedOut) }),
    )
  }),
)
