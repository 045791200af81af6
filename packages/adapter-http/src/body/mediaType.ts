import * as Effect from "effect/Effect"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import { UnsupportedMediaType } from "../api/errors.ts"
import { isCsv, type MediaType, mediaTypes } from "../api/mediaTypes.ts"

/** What a request says about its body. */
export interface ContentType {
  readonly mediaType: MediaType
  /** The encoding of CSV, if it is given. Everything else is in UTF-8. */
  readonly charset: string | undefined
  /** Whether CSV has a header row (RFC 7111), if that is given. */
  readonly hasHeader: boolean | undefined
}

/** Reads a `Content-Type` (RFC 9110 §8.3). Undefined if it is not supported. */
const parse = (contentType: string): ContentType | undefined => {
  const [type = "", ...parameters] = contentType.split(";")
  const mediaType = mediaTypes.find((known) => known === type.trim().toLowerCase())
  if (mediaType === undefined) return undefined
  let charset: string | undefined
  let hasHeader: boolean | undefined
  for (const parameter of parameters) {
    const [, name, value = ""] = /^\s*([^\s=]+)\s*=\s*"?([^"]*?)"?\s*$/.exec(parameter) ?? []
    const lowered = value.toLowerCase()
    if (name?.toLowerCase() === "charset" && (isCsv(mediaType) ? isEncoding(value) : /^utf-?8$/.test(lowered))) {
      charset = value
    } else if (name?.toLowerCase() === "header" && isCsv(mediaType) && /^(present|absent)$/.test(lowered)) {
      hasHeader = lowered === "present"
    } else if (parameter.trim() !== "") return undefined
  }
  return { mediaType, charset, hasHeader }
}

const isEncoding = (label: string): boolean => {
  try {
    return new TextDecoder(label) !== undefined
  } catch {
    return false
  }
}

/** The content type of the request's body; JSON if the request does not say. */
const contentTypeOf = ({ headers }: HttpServerRequest.HttpServerRequest): ContentType | undefined =>
  parse(headers["content-type"] ?? mediaTypes[0])

/** Whether the body has no size limit and is processed as it arrives. */
export const isStream = (request: HttpServerRequest.HttpServerRequest): boolean => {
  const contentType = contentTypeOf(request)
  return contentType !== undefined && contentType.mediaType !== "application/json"
}

/** The content type of a request's body. Fails with a 415 if it is not supported. */
export const readContentType = (
  request: HttpServerRequest.HttpServerRequest,
): Effect.Effect<ContentType, UnsupportedMediaType> => {
  const contentType = contentTypeOf(request)
  return contentType === undefined
    ? Effect.fail(
        new UnsupportedMediaType({
          message: `Supported media types: ${mediaTypes.join(", ")}, in UTF-8, or for CSV in a charset of the Encoding Standard`,
        }),
      )
    : Effect.succeed(contentType)
}
