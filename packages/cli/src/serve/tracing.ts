import { layerWithoutServerSpans } from "@bulk-contacts/adapter-http"
import { Cause, Config, ConfigProvider, Duration, Effect, Layer, Option, References } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { OtlpSerialization, OtlpTracer } from "effect/observability"

type Environment = Readonly<Record<string, string | undefined>>

const switches = ["OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"]

/**
 * Sends traces by OTLP over HTTP as the environment's `OTEL_*` variables say. Where none of them asks for it, nothing is
 * traced and nothing is sent. What is left is sent when the layer is closed.
 */
export const tracing = (environment: Environment): Layer.Layer<never, Config.ConfigError> => {
  // To OpenTelemetry, an empty variable is as good as none.
  const given = Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[0].startsWith("OTEL_") && !!entry[1],
    ),
  )
  if (!switches.some((name) => name in given)) return untraced
  const variables = { ...defaults, ...serviceName(given), ...given }
  return Layer.mergeAll(OtlpTracer.layerFromConfig(), layerWithoutServerSpans, endpoint).pipe(
    Layer.provide([client, Layer.unwrap(serialization)]),
    Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: variables }))),
    Layer.catchCause((cause) => Layer.effectDiscard(Effect.failCause(asFailure(cause)))),
  )
}

/** Without a tracer, libraries would still make spans, with ids and times, for nobody. */
const untraced = Layer.succeed(References.TracerEnabled, false)

/** The standard's, once tracing is asked for. */
const defaults = { OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" }

const serviceName = ({ OTEL_RESOURCE_ATTRIBUTES = "" }: Environment) =>
  /(^|,)\s*service\.name\s*=/.test(OTEL_RESOURCE_ATTRIBUTES) ? {} : { OTEL_SERVICE_NAME: "bulk-contacts" }

/** What is said for traces alone, or else for all that OpenTelemetry sends. Either of them must make sense. */
const setting = <A>(name: string, read: (variable: string) => Config.Config<A>) =>
  Config.unwrap({
    traces: Config.option(read(`OTEL_EXPORTER_OTLP_TRACES_${name}`)),
    all: Config.option(read(`OTEL_EXPORTER_OTLP_${name}`)),
  }).pipe(Config.map(({ traces, all }) => Option.orElse(traces, () => all)))

/** The library takes a bad endpoint of traces alone for none. */
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

/** Waits for a collector so long and no longer, so that spans do not pile up, and warns once until one answers again. */
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
    const silence = Effect.die("The collector did not answer in time")
    return HttpClient.transformResponse(yield* HttpClient.HttpClient, (answer) =>
      answer.pipe(
        Effect.timeoutOrElse({ duration, orElse: () => silence }),
        Effect.tap(({ status }) => (status < 400 ? recovered : warn(Cause.fail(`The collector answered ${status}`)))),
        Effect.tapCause((cause) => (Cause.hasInterruptsOnly(cause) ? Effect.void : warn(cause))),
      ),
    )
  }),
).pipe(Layer.provide(FetchHttpClient.layer))

/** A variable with a bad value is a defect to the library. */
const asFailure = (cause: Cause.Cause<Config.ConfigError>): Cause.Cause<Config.ConfigError> => {
  const error = Cause.squash(cause)
  return error instanceof Config.ConfigError ? Cause.fail(error) : cause
}
