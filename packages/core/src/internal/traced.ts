import { Effect, Tracer } from "effect"

/** Puts a step of the use case into a span. Where no tracer is installed, a span costs more than a step on one contact. */
export const traced =
  (name: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(Tracer.Tracer, (tracer) =>
      tracer === Tracer.nativeTracer ? effect : effect.pipe(Effect.withSpan(name, {}, { captureStackTrace: false })),
    )
