import { Effect } from "effect"
import { HttpEffect, HttpMiddleware, HttpServerRequest, HttpServerResponse } from "effect/http"
import { UnsupportedMediaType } from "./errors.ts"

const ACCEPTED = "gzip, deflate"

const acceptedCodings = /^\s*((gzip|deflate|identity)\s*(,\s*|$))*$/i

/** Gives the handler a body without content encodings (RFC 9110 §8.4). `MaxBodySize` limits the inflated body. */
export const inflateBody = Effect.fnUntraced(function* <E, R>(
  handler: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
) {
  const { headers } = yield* HttpServerRequest.HttpServerRequest
  if (acceptedCodings.test(headers["content-encoding"] ?? "")) return yield* HttpMiddleware.decompression()(handler)
  yield* HttpEffect.appendPreResponseHandler((_request, response) =>
    Effect.succeed(HttpServerResponse.setHeader(response, "accept-encoding", ACCEPTED)),
  )
  return yield* new UnsupportedMediaType({ message: `The content encoding must be among ${ACCEPTED}` })
})
