import { Effect } from "effect"
import { HttpServerRequest } from "effect/http"
import { UnsupportedMediaType } from "../api/errors.ts"
import { type MediaType, mediaTypes } from "../api/mediaTypes.ts"

/** Parameters that change nothing. CSV has `header` (RFC 7111); here, the header row is always present. */
const supportedParameter = /^\s*(charset\s*=\s*"?utf-?8"?|header\s*=\s*present)?\s*$/

/** The media type of the body, or undefined if it is not supported. Without a `Content-Type`, the body is JSON. */
const mediaTypeOf = ({ headers }: HttpServerRequest.HttpServerRequest): MediaType | undefined => {
  const [type = "", ...parameters] = (headers["content-type"] ?? mediaTypes[0]).toLowerCase().split(";")
  const isSupported = parameters.every((parameter) => supportedParameter.test(parameter))
  return isSupported ? mediaTypes.find((known) => known === type.trim()) : undefined
}

/** Whether the body has no size limit and is processed as it arrives. */
export const isStream = (request: HttpServerRequest.HttpServerRequest): boolean => {
  const mediaType = mediaTypeOf(request)
  return mediaType !== undefined && mediaType !== "application/json"
}

/** The media type of the current request's body. Fails with a 415 if it is not supported. */
export const readMediaType = Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => {
  const mediaType = mediaTypeOf(request)
  return mediaType === undefined
    ? Effect.fail(new UnsupportedMediaType({ message: `Supported media types: ${mediaTypes.join(", ")}, in UTF-8` }))
    : Effect.succeed(mediaType)
})
