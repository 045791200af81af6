import { Effect } from "effect"
import { HttpServerRequest } from "effect/http"
import { UnsupportedMediaType } from "./errors.ts"

const mediaTypes = ["application/json", "application/x-ndjson", "text/csv"] as const

/** A form that a body may have. All but JSON are streams, of any length. */
export type MediaType = (typeof mediaTypes)[number]

/** The media type of the request's body, in UTF-8; JSON where the request does not say. */
const mediaTypeOf = ({ headers }: HttpServerRequest.HttpServerRequest): MediaType | undefined => {
  const [type = "", ...parameters] = (headers["content-type"] ?? mediaTypes[0]).toLowerCase().split(";")
  const isUnderstood = parameters.every((parameter) => understood.test(parameter))
  return isUnderstood ? mediaTypes.find((known) => known === type.trim()) : undefined
}

/** Whether the request's body has any length, and is taken as it comes. */
export const isStream = (request: HttpServerRequest.HttpServerRequest): boolean => {
  const mediaType = mediaTypeOf(request)
  return mediaType !== undefined && mediaType !== "application/json"
}

/** RFC 7111 has the `header` of CSV; here, it is always there. */
const understood = /^\s*(charset\s*=\s*"?utf-?8"?|header\s*=\s*present)?\s*$/

export const readMediaType = Effect.gen(function* () {
  const mediaType = mediaTypeOf(yield* HttpServerRequest.HttpServerRequest)
  if (mediaType !== undefined) return mediaType
  return yield* new UnsupportedMediaType({ message: `The body must be ${mediaTypes.join(", ")}, in UTF-8` })
})
