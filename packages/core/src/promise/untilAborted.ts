import { Effect } from "effect"
import { UnitOfWork } from "../ports/UnitOfWork.ts"

/**
 * Runs an effect, which has its result from one unit of work, until `signal` aborts: the promise then rejects with the
 * signal's reason at once, and the unit of work is rolled back, now or as soon as the call of a port that is under way
 * lets it. Once all is done in the unit of work, so that it is about to be committed, it is too late to abort.
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
        // Nothing can come between this look and the decision.
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

/** Succeeds once the signal is aborted. */
export const aborted = (signal: AbortSignal): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const onAbort = () => resume(Effect.void)
    if (signal.aborted) return onAbort()
    signal.addEventListener("abort", onAbort)
    return Effect.sync(() => signal.removeEventListener("abort", onAbort))
  })
