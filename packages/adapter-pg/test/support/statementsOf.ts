import { Effect, Tracer } from "effect"

/** The SQL statements that an effect runs, each once, without comments and line breaks. */
export const statementsOf = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const statements = new Set<string>()
  const tracer: Tracer.Tracer = {
    span: (options) =>
      new (class extends Tracer.NativeSpan {
        override attribute(key: string, value: unknown): void {
          if (key === "db.query.text")
            statements.add(String(value).replaceAll(/--.*/g, "").replaceAll(/\s+/g, " ").trim())
          super.attribute(key, value)
        }
      })(options),
  }
  yield* Effect.provideService(effect, Tracer.Tracer, tracer)
  return [...statements]
})
