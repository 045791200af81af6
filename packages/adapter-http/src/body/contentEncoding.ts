import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { type PayloadTooLarge, UnsupportedMediaType } from "../api/errors.ts"
import { setResponseHeaders } from "../responses.ts"
import { checkAnnouncedSize } from "./bodyErrors.ts"
import { inflateStream } from "./inflateStream.ts"
import { isStream } from "./mediaType.ts"

const SUPPORTED = "gzip, deflate"

/** A body that was compressed twice can be inflated. More than that serves only to cost time. */
const MAX_CODINGS = 2

/** Whether a `Content-Encoding` can be decoded. `identity` means nothing. */
const isSupported = (header: string): boolean => {
  const codings = header.split(",").map((coding) => coding.trim().toLowerCase())
  const applied = codings.filter((coding) => coding !== "identity" && coding !== "")
  return applied.length <= MAX_CODINGS && applied.every((coding) => coding === "gzip" || coding === "deflate")
}

const inflateJson = HttpMiddleware.decompression()

/**
 * Decodes the body's content encodings (RFC 9110 §8.4). `MaxBodySize` applies to JSON both as it arrives and decoded;
 * streams have a limit on their ratio. A transfer coding other than `chunked` is a 501, because the body would be read
 * without undoing it (RFC 9112 §6.1).
 */
export const inflateBody = <E, R>(handler: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
  Effect.contextWith(
    (
      context: Context.Context<HttpServerRequest.HttpServerRequest>,
    ): Effect.Effect<
      HttpServerResponse.HttpServerResponse,
      E | PayloadTooLarge | UnsupportedMediaType,
      R | HttpServerRequest.HttpServerRequest
    > => {
      const request = Context.get(context, HttpServerRequest.HttpServerRequest)
      const { "content-encoding": codings, "transfer-encoding": transferCodings } = request.headers
      if (transferCodings !== undefined && transferCodings.trim().toLowerCase() !== "chunked") return notImplemented
      if (codings === undefined) return handler
      if (!isSupported(codings)) return unsupported
      return isStream(request) ? inflateStream(handler) : Effect.andThen(checkAnnouncedSize, inflateJson(handler))
    },
  )

const notImplemented = Effect.succeed(
  HttpServerResponse.jsonUnsafe(
    { statusCode: 501, message: "Supported transfer codings: chunked", error: "Not Implemented" },
    // The rest of the connection cannot be read either.
    { status: 501, headers: { connection: "close" } },
  ),
)

const unsupported = Effect.andThen(
  setResponseHeaders({ "accept-encoding": SUPPORTED }),
  Effect.suspend(() =>
    Effect.fail(
      new UnsupportedMediaType({ message: `Supported content encodings: ${SUPPORTED}, at most two of them` }),
    ),
  ),
)
