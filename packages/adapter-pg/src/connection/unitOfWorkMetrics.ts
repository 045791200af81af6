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
  Effect.suspend(() => {
    let current = waiting
    const started = Effect.suspend(() => {
      current = inProgress
      return Effect.andThen(Metric.modify(waiting, -1), Metric.modify(inProgress, 1))
    })
    return Effect.acquireUseRelease(
      Metric.modify(waiting, 1),
      () => unit(Effect.uninterruptible(started)),
      () => Metric.modify(current, -1),
    )
  })
