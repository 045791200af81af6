import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { inTurn } from "../admission/LoopTurns.ts"

/** Longest time, in milliseconds, that a loop may run before it yields to the event loop. */
const SLICE = 5

/** So many items of which none can take long are used before the time is looked at. */
const QUICK_ITEMS = 32

/** Slices after which a loop lets others have their turn. 10,000 ordinary contacts need fewer. */
const SLICES_PER_TURN = 10

/**
 * Calls `use` with each item in order. Yields to the event loop between slices, so that other requests can proceed; see
 * `LoopTurns` for loops of several slices. `quick`: no item can take long. Otherwise a hostile one may take as long as a
 * whole slice, so the time is checked after each.
 */
export const forEachInSlices = <A>(
  items: ReadonlyArray<A>,
  use: (item: A, index: number) => void,
  { quick = false }: { readonly quick?: boolean } = {},
): Effect.Effect<void> =>
  Effect.contextWith((context: Context.Context<never>) => {
    const clock = Context.get(context, Clock.Clock)
    let next = 0
    const runSlice = (): boolean => {
      const start = clock.currentTimeMillisUnsafe()
      while (next < items.length) {
        use(items[next] as A, next)
        next++
        if (quick && next % QUICK_ITEMS !== 0) continue
        // If the wall clock is set back, the slice ends. It takes less time to read than the monotonic one.
        const elapsed = clock.currentTimeMillisUnsafe() - start
        if (elapsed >= SLICE || elapsed < 0) break
      }
      return next === items.length
    }
    return runSlice() ? Effect.void : repeatInTurns(runSlice)
  })

/** Repeats `runSlice`, each time in a turn of the event loop, until it returns that it was the last. */
const repeatInTurns = Effect.fnUntraced(function* (runSlice: () => boolean) {
  let isOver = false
  let slices = 0
  const runTurn = Effect.repeat(Effect.yieldNow, {
    until: () => {
      isOver = runSlice()
      return isOver || ++slices % SLICES_PER_TURN === 0
    },
  })
  while (!isOver) yield* inTurn(runTurn)
})
