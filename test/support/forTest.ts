import { Effect, Exit, Scope } from "effect"
import { onTestFinished } from "vitest"

/** Runs an effect whose scope closes when the current test has finished. */
export const forTest = async <A, E>(effect: Effect.Effect<A, E, Scope.Scope>): Promise<A> => {
  const scope = await Effect.runPromise(Scope.make())
  onTestFinished(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  return Effect.runPromise(Scope.provide(effect, scope))
}
