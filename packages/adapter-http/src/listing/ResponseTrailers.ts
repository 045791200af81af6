import * as Context from "effect/Context"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"

/** Sends fields after the body of a response, at its end (RFC 9110 §6.5). */
export type SendTrailers = (fields: Readonly<Record<string, string>>) => void

/**
 * How a server sends trailers with the response to a request, or null if it cannot: web-standard responses have none.
 * Default: null for every request.
 */
export const ResponseTrailers = Context.Reference<
  (request: HttpServerRequest.HttpServerRequest) => SendTrailers | null
>("@bulk-contacts/adapter-http/ResponseTrailers", { defaultValue: () => () => null })
