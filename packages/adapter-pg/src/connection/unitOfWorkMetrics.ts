import { Effect, Metric } from "effect"

const waiting = Metric.gauge("units_of_work_waiting", {
  description: "Units of work that wait for a connection to the database",
})

const inProgress = Metric.gauge("units_of_work_in_progress", {
  description: "Units of work that hold a connection to the database",
})

/** Counts a unit of work as waiting until `begun` is run, and then as in progress until it ends. */
export const counted = <A, E, R>(
  unit: (begun: Effect.Effect<void>) => Effect.Effect<A, E, R>,
): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    let counter = waiting
    const begun = Effect.suspend(() => {
      counter = inProgress
      return Effect.andThen(Metric.modify(waiting, -1), Metric.modify(inProgress, 1))
    })
    return Effect.acquireUseRelease(
      Metric.modify(waiting, 1),
      () => unit(Effect.uninterruptible(begun)),
      () => Metric.modify(counter, -1),
    )
  })
