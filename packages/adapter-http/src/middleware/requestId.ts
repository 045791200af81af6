import { Effect } from "effect"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"

/** Visible ASCII, so that it can stand in a header and in a log line as it is. */
const acceptable = /^[\x21-\x7e]{1,128}$/

/** Gives every request an id, the caller's `x-request-id` or a new one: in its log lines, and in its answer. */
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
