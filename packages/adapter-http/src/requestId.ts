import { Effect, Option } from "effect"
import { Headers, HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"

/** Visible ASCII, so that it can stand in a header and in a log line as it is. */
const acceptable = /^[\x21-\x7e]{1,128}$/

/** Gives every request an id, the caller's `x-request-id` or a new one: in its log lines, and in its answer. */
export const requestId = HttpRouter.middleware(
  (httpEffect) =>
    Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const given = Headers.get(request.headers, "x-request-id")
      const id = Option.getOrElse(
        Option.filter(given, (value) => acceptable.test(value)),
        () => crypto.randomUUID(),
      )
      const response = yield* Effect.annotateLogs(httpEffect, { requestId: id })
      return HttpServerResponse.setHeader(response, "x-request-id", id)
    }),
  { global: true },
)
