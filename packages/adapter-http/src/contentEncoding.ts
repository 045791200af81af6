import { Effect } from "effect"
import { HttpMiddleware, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { answerHeaders } from "./answerHeaders.ts"
import { UnsupportedMediaType } from "./errors.ts"

const ACCEPTED = "gzip, deflate"

const acceptedCodings = /^\s*((gzip|deflate|identity)\s*(,\s*|$))*$/i

/** Gives the handler a body without content encodings (RFC 9110 §8.4). `MaxBodySize` limits the inflated body. */
export const inflateBody = Effect.fnUntraced(function* <E, R>(
  handler: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
) {
  const { headers } = yield* HttpServerRequest.HttpServerRequest
  if (acceptedCodings.test(headers["content-encoding"] ?? "")) return yield* HttpMiddleware.decompression()(handler)
  yield* answerHeaders({ "accept-encoding": ACCEPTED })
  return yield* new UnsupportedMediaType({ message: `The content encoding must be among ${ACCEPTED}` })
})
