import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Tracer from "effect/Tracer"

/**
 * Wraps a step of the use case in a span, but only if a tracer is installed: a span that nobody records costs more than
 * the step itself does for one contact.
 */
export const traced =
  (name: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.contextWith((context: Context.Context<never>) =>
      Context.get(context, Tracer.Tracer) === Tracer.nativeTracer
        ? effect
        : effect.pipe(Effect.withSpan(name, {}, { captureStackTrace: false })),
    )
