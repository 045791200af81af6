import { Clock, Effect, Exit, Layer, Option, Tracer } from "effect"
import { HttpMiddleware, HttpRouter, HttpServerRequest, type HttpServerResponse, HttpTraceContext } from "effect/http"
import { isProbe, methodOf, routeOf } from "./routeNames.ts"

/**
 * Puts every request into a span, a child of the caller's where it sent a `traceparent`, and the span's ids into its log
 * lines. Where no tracer is installed, it does nothing.
 */
export const trace = HttpRouter.middleware(
  (httpEffect) =>
    Effect.flatMap(Tracer.Tracer, (tracer) => (tracer === Tracer.nativeTracer ? httpEffect : inSpan(httpEffect))),
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
 * Goes around whatever serves the routes where a tracer is installed: the HTTP server's own spans have the request target,
 * which may hold an email or a key.
 */
export const withoutServerSpans = Layer.succeed(HttpMiddleware.TracerDisabledWhen, () => true)

const end = (span: Tracer.Span, exit: Exit.Exit<HttpServerResponse.HttpServerResponse, unknown>) =>
  Effect.map(Clock.Clock, (clock) => {
    if (Exit.isSuccess(exit)) span.attribute("http.response.status_code", exit.value.status)
    span.end(clock.currentTimeNanosUnsafe(), outcome(exit))
  })

/** To a server, a refusal is a success: only an answer that says the server failed is an error of its span. */
const outcome = (exit: Exit.Exit<HttpServerResponse.HttpServerResponse, unknown>): Exit.Exit<unknown, unknown> =>
  Exit.isSuccess(exit) && exit.value.status >= 500 ? Exit.fail(`Answered ${exit.value.status}`) : exit
