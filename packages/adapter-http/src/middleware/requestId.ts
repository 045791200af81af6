import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"

/** Visible ASCII, which is safe in a header and in a log line. */
const acceptable = /^[\x21-\x7e]{1,128}$/

/** Gives every request an id, the client's `x-request-id` or a new one. Log lines and the response contain it. */
export const requestId = HttpRouter.middleware(
  (httpEffect) =>
    Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) => {
      const given = headers["x-request-id"]
      const id = given !== undefined && acceptable.test(given) ? given : crypto.randomUUID()
      return Effect.map(Effect.annotateLogs(httpEffect, { requestId: id }), (response) =>
        HttpServerResponse.setHeader(response, "x-request-id", id),
      )
    }),
  { global: true },
)
