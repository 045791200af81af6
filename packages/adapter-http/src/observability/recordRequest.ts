import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import { requestSecondsOf, requestsInFlight, requestsOf } from "./metrics.ts"
import { RequestLog } from "./requestLog.ts"
import { isProbe, methodOf, routeOf } from "./routeNames.ts"

/** Status recorded when the client disconnects before the response, as nginx does. Never sent. */
const CLIENT_CLOSED_REQUEST = 499

/** Counts, times and logs every request. */
export const recordRequest = HttpRouter.middleware(
  (httpEffect) =>
    Effect.contextWith((context: Context.Context<HttpServerRequest.HttpServerRequest>) => {
      const request = Context.get(context, HttpServerRequest.HttpServerRequest)
      const method = methodOf(request.method)
      const route = routeOf(request.url)
      const annotations = Context.get(context, RequestLog)
      const clock = Context.get(context, Clock.Clock)
      const started = clock.monotonicTimeNanosUnsafe()
      const finish = (exit: Exit.Exit<HttpServerResponse.HttpServerResponse, unknown>) => {
        const milliseconds = Number(clock.monotonicTimeNanosUnsafe() - started) / 1e6
        const status = Exit.isSuccess(exit) ? exit.value.status : CLIENT_CLOSED_REQUEST
        requestsInFlight.modifyUnsafe(-1, context)
        requestsOf({ method, route, status: String(status) }).updateUnsafe(1, context)
        requestSecondsOf({ route }).updateUnsafe(milliseconds / 1000, context)
        const log = isProbe(route) ? Effect.logDebug : Effect.logInfo
        return Effect.annotateLogs(log("Request completed"), {
          method,
          path: route,
          status,
          milliseconds,
          ...annotations,
        })
      }
      requestsInFlight.modifyUnsafe(1, context)
      return Effect.onExit(httpEffect, finish)
    }),
  { global: true },
)
