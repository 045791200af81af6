import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as HttpTraceContext from "effect/http/HttpTraceContext"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Tracer from "effect/Tracer"
import { RequestLog } from "./requestLog.ts"
import { isProbe, methodOf, routeOf } from "./routeNames.ts"

/**
 * Creates a span for every request, as a child of the client's span if it sent a `traceparent`, and adds the span's ids
 * to the log lines. Does nothing if no tracer is installed.
 */
export const traceRequest = HttpRouter.middleware(
  Effect.map(
    Tracer.Tracer,
    (tracer) => (httpEffect) => (tracer === Tracer.nativeTracer ? httpEffect : inSpan(httpEffect)),
  ),
  { global: true },
)

const inSpan = Effect.fnUntraced(function* <E, R>(
  httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
) {
  const { method, url, headers } = yield* HttpServerRequest.HttpServerRequest
  const route = routeOf(url)
  if (isProbe(route)) return yield* Effect.withTracerEnabled(httpEffect, false)
  const parent = Option.getOrUndefined(HttpTraceContext.w3c(headers))
  const span = yield* Effect.makeSpan(`${methodOf(method)} ${route}`, {
    kind: "server",
    attributes: { "http.request.method": methodOf(method), "http.route": route },
    ...(parent !== undefined && { parent }),
  })
  return yield* httpEffect.pipe(
    Effect.withParentSpan(span),
    Effect.annotateLogs({ traceId: span.traceId, spanId: span.spanId }),
    Effect.onExit((exit) => end(span, exit)),
  )
})

/**
 * Turns off the HTTP server's own spans, which contain the request target and with it possibly an email or a key.
 * Provide it to the layer that serves `routes` if a tracer is installed.
 */
export const layerWithoutServerSpans = Layer.succeed(HttpMiddleware.TracerDisabledWhen, () => true)

const end = (span: Tracer.Span, exit: Exit.Exit<HttpServerResponse.HttpServerResponse, unknown>) =>
  Effect.map(Effect.all([Clock.Clock, RequestLog]), ([clock, annotations]) => {
    for (const [key, value] of Object.entries(annotations)) span.attribute(key, value)
    if (Exit.isSuccess(exit)) span.attribute("http.response.status_code", exit.value.status)
    span.end(clock.currentTimeNanosUnsafe(), outcome(exit))
  })

/** Only a 5xx marks the span as failed: rejecting a bad request is not a failure of the server. */
const outcome = (exit: Exit.Exit<HttpServerResponse.HttpServerResponse, unknown>): Exit.Exit<unknown, unknown> =>
  Exit.isSuccess(exit) && exit.value.status >= 500 ? Exit.fail(`Responded ${exit.value.status}`) : exit
