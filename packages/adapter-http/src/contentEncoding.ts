import { ByteSize, Effect } from "effect"
import { HttpMiddleware, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { answerHeaders } from "./answerHeaders.ts"
import { UnsupportedMediaType } from "./errors.ts"
import { isStream } from "./mediaType.ts"

const ACCEPTED = "gzip, deflate"

const acceptedCodings = /^\s*((gzip|deflate|identity)\s*(,\s*|$))*$/i

/** A stream may be of any length, whatever it is packed in. */
const unlimited = { maxDecompressedSize: ByteSize.bytes(Number.MAX_SAFE_INTEGER) }

/** Gives the handler a body without content encodings (RFC 9110 §8.4). `MaxBodySize` limits inflated JSON. */
export const inflateBody = Effect.fnUntraced(function* <E, R>(
  handler: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
) {
  const request = yield* HttpServerRequest.HttpServerRequest
  if (acceptedCodings.test(request.headers["content-encoding"] ?? "")) {
    const inflate = HttpMiddleware.decompression(isStream(request) ? unlimited : undefined)
    return yield* inflate(handler)
  }
  yield* answerHeaders({ "accept-encoding": ACCEPTED })
  return yield* new UnsupportedMediaType({ message: `The content encoding must be among ${ACCEPTED}` })
})
