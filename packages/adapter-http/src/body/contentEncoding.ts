import { ByteSize, Effect } from "effect"
import { HttpMiddleware, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { UnsupportedMediaType } from "../api/errors.ts"
import { setResponseHeaders } from "../responses.ts"
import { isStream } from "./mediaType.ts"

const SUPPORTED = "gzip, deflate"

const supportedCodings = /^\s*((gzip|deflate|identity)\s*(,\s*|$))*$/i

const inflateJson = HttpMiddleware.decompression()

/** Streams have no size limit, compressed or not. */
const inflateStream = HttpMiddleware.decompression({ maxDecompressedSize: ByteSize.bytes(Number.MAX_SAFE_INTEGER) })

/** Decodes the body's content encodings (RFC 9110 §8.4). `MaxBodySize` applies to the decoded size of JSON. */
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
      if (!supportedCodings.test(codings)) return refuse
      return isStream(request) ? inflateStream(handler) : inflateJson(handler)
    },
  )

const refuse = Effect.andThen(
  setResponseHeaders({ "accept-encoding": SUPPORTED }),
  Effect.suspend(() => Effect.fail(new UnsupportedMediaType({ message: `Supported content encodings: ${SUPPORTED}` }))),
)
