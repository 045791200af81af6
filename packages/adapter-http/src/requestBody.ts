import { Context, Duration, Effect, Stream } from "effect"
import { type HttpServerError, HttpServerRequest } from "effect/http"
import { answerHeaders } from "./answerHeaders.ts"
import { BadRequest, PayloadTooLarge, RequestTimeout } from "./errors.ts"

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

const unreadable = ({ reason }: HttpServerError.HttpServerError) =>
  reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge" ? tooLarge() : malformed("could not be read")

const timedOut = Effect.andThen(
  // What of the body may still come would be taken for the next request.
  answerHeaders({ connection: "close" }),
  Effect.suspend(() => Effect.fail(new RequestTimeout({ message: "The body took too long" }))),
)

export const tooLarge = () => new PayloadTooLarge({ message: "The body is too large" })

export const malformed = (problem: string) =>
  new BadRequest({ message: `The body ${problem}`, details: [{ field: "body", message: problem }] })
