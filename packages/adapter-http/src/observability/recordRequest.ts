import { Clock, Context, Effect, Exit } from "effect"
import { HttpRouter, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { requestSecondsOf, requestsInFlight, requestsOf } from "./metrics.ts"
import { RequestLog } from "./requestLog.ts"
import { isProbe, methodOf, routeOf } from "./routeNames.ts"

/** The status that logs and metrics have for a client that went away: nobody gets it. */
const CLIENT_CLOSED_REQUEST = 499

/** Counts and times every request, and writes a line about it to the log. */
export const observe = HttpRouter.middleware(
  (httpEffect) =>
    Effect.contextWith((context: Context.Context<HttpServerRequest.HttpServerRequest>) => {
      const request = Context.get(context, HttpServerRequest.HttpServerRequest)
      const method = methodOf(request.method)
      const route = routeOf(request.url)
      const notes = {}
      const clock = Context.get(context, Clock.Clock)
      const started = clock.monotonicTimeNanosUnsafe()
      const finish = (exit: Exit.Exit<HttpServerResponse.HttpServerResponse, unknown>) => {
        const milliseconds = Number(clock.monotonicTimeNanosUnsafe() - started) / 1e6
        const status = Exit.isSuccess(exit) ? exit.value.status : CLIENT_CLOSED_REQUEST
        requestsInFlight.modifyUnsafe(-1, context)
        requestsOf({ method, route, status: String(status) }).updateUnsafe(1, context)
        requestSecondsOf({ route }).updateUnsafe(milliseconds / 1000, context)
        const log = isProbe(route) ? Effect.logDebug : Effect.logInfo
        const line = Effect.annotateLogs(log("Answered"), { method, path: route, status, milliseconds, ...notes })
        return Effect.andThen(line, Effect.annotateCurrentSpan(notes))
      }
      requestsInFlight.modifyUnsafe(1, context)
      return httpEffect.pipe(Effect.provideService(RequestLog, notes), Effect.onExit(finish))
    }),
  { global: true },
)
