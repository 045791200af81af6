import { Clock, Effect, Exit, Metric } from "effect"
import { HttpRouter, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { requestSeconds, requests, requestsInFlight } from "./metrics.ts"
import { RequestLog } from "./requestLog.ts"
import { isProbe, methodOf, routeOf } from "./route.ts"

/** The status that logs and metrics have for a client that went away: nobody gets it. */
const CLIENT_CLOSED_REQUEST = 499

/** Counts and times every request, and writes a line about it to the log. */
export const observe = HttpRouter.middleware(
  (httpEffect) =>
    Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const method = methodOf(request.method)
      const route = routeOf(request.url)
      const notes = {}
      const clock = yield* Clock.Clock
      const started = clock.monotonicTimeNanosUnsafe()
      const finish = Effect.fnUntraced(function* (exit: Exit.Exit<HttpServerResponse.HttpServerResponse, unknown>) {
        const milliseconds = Number(clock.monotonicTimeNanosUnsafe() - started) / 1e6
        const status = Exit.isSuccess(exit) ? exit.value.status : CLIENT_CLOSED_REQUEST
        yield* Metric.modify(requestsInFlight, -1)
        yield* Metric.update(Metric.withAttributes(requests, { method, route, status: String(status) }), 1)
        yield* Metric.update(Metric.withAttributes(requestSeconds, { route }), milliseconds / 1000)
        const log = isProbe(route) ? Effect.logDebug : Effect.logInfo
        yield* Effect.annotateLogs(log("Answered"), { method, path: route, status, milliseconds, ...notes })
        yield* Effect.annotateCurrentSpan(notes)
      })
      yield* Metric.modify(requestsInFlight, 1)
      return yield* httpEffect.pipe(Effect.provideService(RequestLog, notes), Effect.onExit(finish))
    }),
  { global: true },
)
