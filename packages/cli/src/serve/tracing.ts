import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as References from "effect/References"

const switches = ["OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"]

/** Traces as the `OTEL_*` variables configure them. If none of them enables traces, nothing is traced and nothing is sent. */
export const tracing = (
  environment: Readonly<Record<string, string | undefined>>,
): Layer.Layer<never, Config.ConfigError> => {
  // The OpenTelemetry specification treats an empty variable as unset.
  const given = Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[0].startsWith("OTEL_") && !!entry[1],
    ),
  )
  return switches.some((name) => name in given) ? traced(given) : untraced
}

/** Without this, libraries would still create spans, with ids and times, that nobody receives. */
const untraced = Layer.succeed(References.TracerEnabled, false)

// Loaded when it is used: few servers send traces.
const traced = (given: Readonly<Record<string, string>>) =>
  Layer.unwrap(Effect.promise(async () => (await import("./exportTraces.ts")).exportTraces(given)))
