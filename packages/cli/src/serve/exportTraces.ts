import { layerWithoutServerSpans } from "@bulk-contacts/adapter-http"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as OtlpSerialization from "effect/observability/OtlpSerialization"
import * as OtlpTracer from "effect/observability/OtlpTracer"

/**
 * Sends traces by OTLP over HTTP, as `given`, the `OTEL_*` variables that are set, configures it. The remaining spans are
 * sent when the layer is closed.
 */
export const exportTraces = (given: Readonly<Record<string, string>>): Layer.Layer<never, Config.ConfigError> => {
  const variables = { ...defaults, ...serviceName(given), ...given }
  return Layer.mergeAll(OtlpTracer.layerFromConfig(), layerWithoutServerSpans, endpoint).pipe(
    Layer.provide([client, Layer.unwrap(serialization)]),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: variables }))),
    Layer.catchCause((cause) => Layer.effectDiscard(Effect.failCause(asFailure(cause)))),
  )
}

/** The defaults of the specification, once traces are enabled. */
const defaults = { OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" }

const serviceName = ({ OTEL_RESOURCE_ATTRIBUTES = "" }: Readonly<Record<string, string>>) =>
  /(^|,)\s*service\.name\s*=/.test(OTEL_RESOURCE_ATTRIBUTES) ? {} : { OTEL_SERVICE_NAME: "bulk-contacts" }

/** The variable for traces, otherwise the one for all signals. Both must be valid. */
const setting = <A>(name: string, read: (variable: string) => Config.Config<A>) =>
  Config.unwrap({
    traces: Config.option(read(`OTEL_EXPORTER_OTLP_TRACES_${name}`)),
    all: Config.option(read(`OTEL_EXPORTER_OTLP_${name}`)),
  }).pipe(Config.map(({ traces, all }) => Option.orElse(traces, () => all)))

/** Checked here because the library silently ignores an invalid endpoint for traces. */
const endpoint = Layer.effectDiscard(setting("ENDPOINT", Config.URL))

const protocols = { "http/protobuf": OtlpSerialization.layerProtobuf, "http/json": OtlpSerialization.layerJson }

const protocol = (variable: string) => Config.Literals(["http/protobuf", "http/json"], variable)

const serialization = setting("PROTOCOL", protocol).pipe(
  Config.map(Option.getOrElse(() => "http/protobuf" as const)),
  Config.map((name) => protocols[name]),
)

const timeLimit = setting("TIMEOUT", Config.Int).pipe(
  Config.map(Option.getOrElse(() => 10_000)),
  Config.map(Duration.millis),
)

/**
 * Only the status of a response matters. Its body may have any size, its `Retry-After` may ask for any time, and a redirect
 * would take the headers with their credentials to another host.
 */
const fetchStatus: typeof fetch = async (input, init) => {
  const { status, body } = await fetch(input, { ...init, redirect: "manual" })
  await body?.cancel()
  return new Response(null, { status })
}

/** Limits the wait for the collector, so that spans do not pile up, and warns once per outage. */
const client = Layer.effect(
  HttpClient.HttpClient,
  Effect.gen(function* () {
    const duration = yield* timeLimit
    let warned = false
    const warn = (cause: Cause.Cause<unknown>) =>
      Effect.suspend(() => {
        if (warned) return Effect.void
        warned = true
        return Effect.logWarning("Traces cannot be sent", cause)
      })
    const recovered = Effect.sync(() => {
      warned = false
    })
    const timeout = Effect.die("The collector did not respond in time")
    return HttpClient.transformResponse(yield* HttpClient.HttpClient, (response) =>
      response.pipe(
        Effect.timeoutOrElse({ duration, orElse: () => timeout }),
        Effect.tap(({ status }) =>
          status < 300 ? recovered : warn(Cause.fail(`The collector responded with ${status}`)),
        ),
        Effect.tapCause((cause) => (Cause.hasInterruptsOnly(cause) ? Effect.void : warn(cause))),
      ),
    )
  }),
).pipe(Layer.provide(FetchHttpClient.layer), Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetchStatus)))

/** The library reports an invalid variable as a defect. */
const asFailure = (cause: Cause.Cause<Config.ConfigError>): Cause.Cause<Config.ConfigError> => {
  const error = Cause.squash(cause)
  return error instanceof Config.ConfigError ? Cause.fail(error) : cause
}
