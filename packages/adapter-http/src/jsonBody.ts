import { Effect } from "effect"
import { type HttpServerError, HttpServerRequest } from "effect/http"
import { BadRequest, PayloadTooLarge, UnsupportedMediaType } from "./errors.ts"

/** Reads the request's body as JSON (RFC 8259): `application/json` or no type at all, in UTF-8, within `MaxBodySize`. */
export const readJsonBody = Effect.gen(function* () {
  const request = yield* HttpServerRequest.HttpServerRequest
  yield* checkMediaType(request)
  const bytes = yield* Effect.mapError(request.arrayBuffer, unreadable)
  return yield* Effect.try({ try: () => parse(bytes), catch: () => malformed("is not valid JSON in UTF-8") })
})

const parse = (bytes: ArrayBuffer): unknown => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))

const jsonInUtf8 = /^\s*application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?;?\s*$/i

const checkMediaType = ({ headers }: HttpServerRequest.HttpServerRequest) =>
  jsonInUtf8.test(headers["content-type"] ?? "application/json")
    ? Effect.void
    : Effect.fail(new UnsupportedMediaType({ message: "The body must be application/json in UTF-8" }))

const unreadable = ({ reason }: HttpServerError.HttpServerError) =>
  reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge"
    ? new PayloadTooLarge({ message: "The body is too large" })
    : malformed("could not be read")

const malformed = (problem: string) =>
  new BadRequest({ message: `The body ${problem}`, details: [{ field: "body", message: problem }] })
