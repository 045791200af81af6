import { Clock, Effect } from "effect"

/** Longest time, in milliseconds, that a loop may run before it yields to the event loop. */
const SLICE = 5

/** Calls `use` with each item in order. Yields to the event loop between slices, so that other requests can proceed. */
export const forEachInSlices = <A>(
  items: ReadonlyArray<A>,
  use: (item: A, index: number) => void,
): Effect.Effect<void> =>
  Effect.flatMap(Clock.Clock, (clock) => {
    let next = 0
    const runSlice = (): boolean => {
      const end = clock.currentTimeMillisUnsafe() + SLICE
      while (next < items.length) {
        use(items[next] as A, next)
        next++
        // Checked after every item: a hostile one may take as long as a whole slice.
        if (clock.currentTimeMillisUnsafe() >= end) break
      }
      return next === items.length
    }
    return runSlice() ? Effect.void : Effect.repeat(Effect.yieldNow, { until: runSlice })
  })
