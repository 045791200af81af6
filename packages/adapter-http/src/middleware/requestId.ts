import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as References from "effect/References"
import { RequestLog } from "../observability/requestLog.ts"

/** Visible ASCII, which is safe in a header and in a log line. */
const acceptable = /^[\x21-\x7e]{1,128}$/

/**
 * Gives every request an id, the client's `x-request-id` or a new one, and annotations of its own for the line about it in
 * the log. All log lines and the response contain the id.
 */
export const requestId = HttpRouter.middleware(
  (httpEffect) =>
    Effect.contextWith((context: Context.Context<HttpServerRequest.HttpServerRequest>) => {
      const given = Context.get(context, HttpServerRequest.HttpServerRequest).headers["x-request-id"]
      const id = given !== undefined && acceptable.test(given) ? given : crypto.randomUUID()
      return Effect.map(Effect.updateContext(httpEffect, withLog(id)), (response) =>
        HttpServerResponse.setHeader(response, "x-request-id", id),
      )
    }),
  { global: true },
)

// One change of the context: each takes as long as several steps of a request.
const withLog =
  (requestId: string) =>
  (context: Context.Context<never>): Context.Context<never> => {
    const annotations = { ...Context.get(context, References.CurrentLogAnnotations), requestId }
    return context.pipe(Context.add(References.CurrentLogAnnotations, annotations), Context.add(RequestLog, {}))
  }
