import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Layer from "effect/Layer"
import { QueryParameters } from "../api/QueryParameters.ts"
import { readQuery } from "../query/readQuery.ts"
import { rejectQuery } from "../query/rejectQuery.ts"

/** In an address and in an offset from UTC, an unencoded `+` is a plus. */
const withPlus: ReadonlySet<string> = new Set(["email", "createdAfter", "createdBefore"])

/** Parses the query strictly, for the schema of the endpoint to check. */
export const layerQueryParameters = Layer.succeed(
  QueryParameters,
  Effect.fnUntraced(function* (httpEffect) {
    const { url } = yield* HttpServerRequest.HttpServerRequest
    const { parameters, unreadable } = readQuery(url, withPlus)
    if (unreadable.length > 0) {
      return yield* rejectQuery(unreadable.map((field) => ({ field, code: "invalid_encoding", message: notDecodable })))
    }
    return yield* Effect.provideService(httpEffect, HttpServerRequest.ParsedSearchParams, parameters)
  }),
)

const notDecodable = "must be UTF-8, percent-encoded: %25 is a percent sign"
