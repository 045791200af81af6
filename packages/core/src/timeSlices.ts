import { Clock, Effect } from "effect"

/** So many milliseconds of a turn of the event loop are for loops over contacts; then everything else has its turn. */
const MILLISECONDS = 10

/** Loops that have begun and are not over. Each gets its slice in every turn, so they share the time of one. */
let underWay = 0

/** Calls `use` with each item in order, and lets others have their turn on the event loop from time to time. */
export const forEachInSlices = <A>(
  items: ReadonlyArray<A>,
  use: (item: A, index: number) => void,
): Effect.Effect<void> =>
  Effect.flatMap(Clock.Clock, (clock) => {
    let next = 0
    /** Whether it is over. */
    const runSlice = (loops: number): boolean => {
      const sliceEnd = clock.currentTimeMillisUnsafe() + MILLISECONDS / loops
      // The clock is looked at behind each item: one that is hostile may take as long as a slice.
      while (next < items.length) {
        use(items[next] as A, next)
        next++
        if (clock.currentTimeMillisUnsafe() >= sliceEnd) break
      }
      return next === items.length
    }
    if (runSlice(underWay + 1)) return Effect.void
    const rest = Effect.repeat(Effect.yieldNow, { until: () => runSlice(underWay) })
    return Effect.acquireUseRelease(
      begin,
      () => rest,
      () => end,
    )
  })

const begin = Effect.sync(() => ++underWay)
const end = Effect.sync(() => --underWay)
