import { ByteSize, Effect } from "effect"
import { HttpMiddleware, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { UnsupportedMediaType } from "../api/errors.ts"
import { answerHeaders } from "../responseHeaders.ts"
import { isStream } from "./mediaType.ts"

const ACCEPTED = "gzip, deflate"

const acceptedCodings = /^\s*((gzip|deflate|identity)\s*(,\s*|$))*$/i

const inflateJson = HttpMiddleware.decompression()

/** A stream may be of any length, whatever it is packed in. */
const inflateStream = HttpMiddleware.decompression({ maxDecompressedSize: ByteSize.bytes(Number.MAX_SAFE_INTEGER) })

/** Gives the handler a body without content encodings (RFC 9110 §8.4). `MaxBodySize` limits inflated JSON. */
export const inflateBody = <E, R>(handler: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
  Effect.flatMap(
    HttpServerRequest.HttpServerRequest,
    (
      request,
    ): Effect.Effect<
      HttpServerResponse.HttpServerResponse,
      E | UnsupportedMediaType,
      R | HttpServerRequest.HttpServerRequest
    > => {
      const codings = request.headers["content-encoding"]
      if (codings === undefined) return handler
      if (!acceptedCodings.test(codings)) return refuse
      return isStream(request) ? inflateStream(handler) : inflateJson(handler)
    },
  )

const refuse = Effect.andThen(
  answerHeaders({ "accept-encoding": ACCEPTED }),
  Effect.suspend(() =>
    Effect.fail(new UnsupportedMediaType({ message: `The content encoding must be among ${ACCEPTED}` })),
  ),
)
