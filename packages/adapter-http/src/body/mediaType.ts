import { Effect } from "effect"
import { HttpServerRequest } from "effect/http"
import { UnsupportedMediaType } from "../api/errors.ts"
import { type MediaType, mediaTypes } from "../api/mediaTypes.ts"

const parse = (contentType: string): MediaType | undefined => {
  const [type = "", ...parameters] = contentType.toLowerCase().split(";")
  const isUnderstood = parameters.every((parameter) => understood.test(parameter))
  return isUnderstood ? mediaTypes.find((known) => known === type.trim()) : undefined
}

/** RFC 7111 has the `header` of CSV; here, it is always there. */
const understood = /^\s*(charset\s*=\s*"?utf-?8"?|header\s*=\s*present)?\s*$/

/** What was parsed, by what a request comes from: middleware may put another `HttpServerRequest` around it. */
const parsed = new WeakMap<object, MediaType | undefined>()

/** The media type of the request's body, in UTF-8; JSON where the request does not say. */
const mediaTypeOf = ({ source, headers }: HttpServerRequest.HttpServerRequest): MediaType | undefined => {
  if (!parsed.has(source)) parsed.set(source, parse(headers["content-type"] ?? mediaTypes[0]))
  return parsed.get(source)
}

/** Whether the request's body has any length, and is taken as it comes. */
export const isStream = (request: HttpServerRequest.HttpServerRequest): boolean => {
  const mediaType = mediaTypeOf(request)
  return mediaType !== undefined && mediaType !== "application/json"
}

export const readMediaType = Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => {
  const mediaType = mediaTypeOf(request)
  return mediaType === undefined
    ? Effect.fail(new UnsupportedMediaType({ message: `Supported media types: ${mediaTypes.join(", ")}, in UTF-8` }))
    : Effect.succeed(mediaType)
})
