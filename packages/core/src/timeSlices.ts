import { Clock, Effect } from "effect"

/** After so many milliseconds at a stretch, others get their turn on the event loop. */
const TIME_SLICE = 10

/** Calls `body` with each of the items and its place, and lets other fibers run in between. */
export const forEachInSlices = Effect.fnUntraced(function* <A>(
  items: ReadonlyArray<A>,
  body: (item: A, index: number) => void,
) {
  const clock = yield* Clock.Clock
  let since = clock.currentTimeMillisUnsafe()
  for (const [index, item] of items.entries()) {
    if (clock.currentTimeMillisUnsafe() - since >= TIME_SLICE) {
      yield* Effect.yieldNow
      since = clock.currentTimeMillisUnsafe()
    }
    body(item, index)
  }
})
