import * as Effect from "effect/Effect"
import { UnitOfWork } from "../ports/UnitOfWork.ts"

/**
 * Runs an effect that gets its result from one unit of work. If `signal` aborts, the promise immediately rejects with the
 * signal's reason, and the unit of work is rolled back as soon as a pending port call has finished. Once the unit of work
 * is about to be committed, it is too late: the abort is ignored.
 */
export const runUntilAborted = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  run: (effect: Effect.Effect<A, E, R | UnitOfWork>) => Promise<A>,
  signal: AbortSignal,
): Promise<A> => {
  let isTooLate = false
  const abort = Effect.suspend(() => Effect.die(signal.reason))
  const untilAborted = <A, E, R>(unit: Effect.Effect<A, E, R>) =>
    Effect.raceFirst(Effect.andThen(aborted(signal), abort), unit).pipe(
      Effect.tap(() => {
        // Synchronous: no abort can come between the check and the decision.
        if (signal.aborted) return abort
        isTooLate = true
        return Effect.void
      }),
    )
  const abortable = Effect.updateService(effect, UnitOfWork, ({ atomically }) => ({
    atomically: (unit) => atomically(untilAborted(unit)),
  }))
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      if (!isTooLate) reject(signal.reason)
    }
    if (signal.aborted) return onAbort()
    signal.addEventListener("abort", onAbort)
    run(abortable)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", onAbort))
  })
}

/** Succeeds when the signal aborts. */
export const aborted = (signal: AbortSignal): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const onAbort = () => resume(Effect.void)
    if (signal.aborted) return onAbort()
    signal.addEventListener("abort", onAbort)
    return Effect.sync(() => signal.removeEventListener("abort", onAbort))
  })
