import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Layer from "effect/Layer"
import { QueryParameters } from "../api/QueryParameters.ts"
import { readQuery } from "../query/readQuery.ts"
import { rejectQuery } from "../query/rejectQuery.ts"

/** In an address and in an offset from UTC, an unencoded `+` is a plus. */
const withPlus: ReadonlySet<string> = new Set(["email", "createdAfter", "createdBefore"])

/** Parses the query strictly, for the schema of the endpoint to check. */
export const layerQueryParameters = Layer.succeed(QueryParameters, (httpEffect) =>
  Effect.contextWith((context: Context.Context<HttpServerRequest.HttpServerRequest>) => {
    const { url } = Context.get(context, HttpServerRequest.HttpServerRequest)
    const { parameters, unreadable } = readQuery(url, withPlus)
    const read = Effect.provideService(httpEffect, HttpServerRequest.ParsedSearchParams, parameters)
    return unreadable.length === 0 ? read : Effect.andThen(rejectUnreadable(unreadable), read)
  }),
)

const rejectUnreadable = (fields: ReadonlyArray<string>) =>
  rejectQuery(fields.map((field) => ({ field, code: "invalid_encoding", message: notDecodable })))

const notDecodable = "must be UTF-8, percent-encoded: %25 is a percent sign"
