import * as ByteSize from "effect/ByteSize"
import * as Effect from "effect/Effect"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import * as HttpServerError from "effect/http/HttpServerError"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
import { PayloadTooLarge } from "../api/errors.ts"
import { sizeOf } from "./sizeOf.ts"

type Handler<E, R> = Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
type BodyStream = HttpServerRequest.HttpServerRequest["stream"]

/** How many times larger than what has arrived a stream may be, once it has `RATIO_FROM` inflated bytes. */
const MAX_RATIO = 300
const RATIO_FROM = 1024 * 1024

const decompress = HttpMiddleware.decompression({ maxDecompressedSize: ByteSize.bytes(Number.MAX_SAFE_INTEGER) })

/**
 * Runs `handler` with the request's stream inflated. It has no size limit, as without compression. It fails past
 * `MAX_RATIO`: a hundred bytes that were compressed twice can become any number of contacts.
 */
export const inflateStream = <E, R>(handler: Handler<E, R>) =>
  Effect.suspend(() => {
    let arrived = 0
    let inflated = 0
    const checked = withStream(handler, (stream, request) =>
      Stream.mapArrayEffect(stream, (parts) => {
        inflated += sizeOf(parts)
        return inflated > RATIO_FROM && inflated > MAX_RATIO * arrived
          ? Effect.fail(inflatesTooMuch(request))
          : Effect.succeed(parts)
      }),
    )
    return withStream(decompress(checked), (stream) =>
      Stream.mapArray(stream, (parts) => {
        arrived += sizeOf(parts)
        return parts
      }),
    )
  })

/** Runs `handler` with a request whose stream is changed. */
const withStream = <E, R>(
  handler: Handler<E, R>,
  change: (stream: BodyStream, request: HttpServerRequest.HttpServerRequest) => BodyStream,
) =>
  Effect.updateService(handler, HttpServerRequest.HttpServerRequest, (request) =>
    Object.create(request, { stream: { get: () => change(request.stream, request) } }),
  )

const inflatesTooMuch = (request: HttpServerRequest.HttpServerRequest) =>
  new HttpServerError.HttpServerError({
    reason: new HttpServerError.RequestParseError({
      request,
      reason: "BodyTooLarge",
      cause: new PayloadTooLarge({
        message: `The body inflates to more than ${MAX_RATIO} times its size: send it without Content-Encoding`,
      }),
    }),
  })
