import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** Longest time, in milliseconds, that a loop may run before it yields to the event loop. */
const SLICE = 2

/** Calls `use` with each item in order. Yields to the event loop between slices, so that other requests can proceed. */
export const forEachInSlices = <A>(
  items: ReadonlyArray<A>,
  use: (item: A, index: number) => void,
): Effect.Effect<void> =>
  Effect.flatMap(Clock.Clock, (clock) => {
    let next = 0
    const runSlice = (): boolean => {
      const start = clock.currentTimeMillisUnsafe()
      while (next < items.length) {
        use(items[next] as A, next)
        next++
        // Checked after every item: a hostile one may take as long as a whole slice.
        // If the wall clock is set back, the slice ends. It takes less time to read than the monotonic one.
        const elapsed = clock.currentTimeMillisUnsafe() - start
        if (elapsed >= SLICE || elapsed < 0) break
      }
      return next === items.length
    }
    return runSlice() ? Effect.void : Effect.repeat(Effect.yieldNow, { until: runSlice })
  })
