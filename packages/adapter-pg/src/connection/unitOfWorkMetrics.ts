import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"

const waiting = Metric.gauge("units_of_work_waiting", {
  description: "Units of work waiting for a database connection",
})

const inProgress = Metric.gauge("units_of_work_in_progress", {
  description: "Units of work holding a database connection",
})

/** Counts a unit of work as waiting until it runs `started`, and from then on as in progress until it ends. */
export const trackUnitOfWork = <A, E, R>(
  unit: (started: Effect.Effect<void>) => Effect.Effect<A, E, R>,
): Effect.Effect<A, E, R> =>
  Effect.contextWith((context: Context.Context<never>) => {
    let current = waiting
    const started = Effect.sync(() => {
      waiting.modifyUnsafe(-1, context)
      inProgress.modifyUnsafe(1, context)
      current = inProgress
    })
    return Effect.acquireUseRelease(
      Effect.sync(() => waiting.modifyUnsafe(1, context)),
      () => unit(started),
      () => Effect.sync(() => current.modifyUnsafe(-1, context)),
    )
  })
