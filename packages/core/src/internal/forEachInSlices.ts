import { Clock, Effect } from "effect"

/** How long a loop over contacts has the event loop to itself, in milliseconds; then everything else has its turn. */
const SLICE = 5

/** A loop that takes longer leaves its place to another one after so many slices: more than 10,000 contacts need. */
const SLICES_IN_A_ROW = 50

/** After so many milliseconds without a slice, a loop is taken for abandoned: it was interrupted, or an edge runtime has dropped its request. */
const PATIENCE = 50

/**
 * The loop that is under way. Those of more than a slice run one after the other, not side by side: the store gets to work on what the
 * first has computed while the second computes, and a turn of the event loop has one slice.
 *
 * The others look whose turn it is themselves: edge runtimes do not let one request wake up another.
 */
let underWay: { readonly loop: object | null; readonly until: number } = { loop: null, until: 0 }

/** Calls `use` with each item in order, and lets others have their turn on the event loop from time to time. */
export const forEachInSlices = <A>(
  items: ReadonlyArray<A>,
  use: (item: A, index: number) => void,
): Effect.Effect<void> =>
  Effect.flatMap(Clock.Clock, (clock) => {
    const now = () => clock.currentTimeMillisUnsafe()
    let next = 0
    /** Whether it is over. */
    const runSlice = (): boolean => {
      const end = now() + SLICE
      // The clock is looked at behind each item: one that is hostile may take as long as a slice.
      while (next < items.length) {
        use(items[next] as A, next)
        next++
        if (now() >= end) break
      }
      return next === items.length
    }
    const loop = {}
    let slices = 0
    const takeTurn = (): boolean => {
      if (underWay.loop !== loop && now() < underWay.until) return false
      slices++
      const isOver = runSlice()
      const leaves = isOver || slices % SLICES_IN_A_ROW === 0
      underWay = leaves ? { loop: null, until: 0 } : { loop, until: now() + PATIENCE }
      return isOver
    }
    return runSlice() ? Effect.void : Effect.repeat(Effect.yieldNow, { until: takeTurn })
  })
