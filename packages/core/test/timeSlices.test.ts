import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { contactIds } from "../src/ContactIds.ts"
import { normalizeRequest } from "../src/normalizeRequest.ts"
import { findOutcomes } from "../src/outcomes.ts"
import { planInserts } from "../src/plan.ts"
import { findReferences } from "../src/references.ts"
import { forEachInSlices } from "../src/timeSlices.ts"

/** How many turns others have had when `effect` is done, on a clock that moves a millisecond each time it is looked at. */
const turnsOfOthers = Effect.fnUntraced(function* <A, E>(effect: Effect.Effect<A, E>) {
  let turns = 0
  const takeTurn = Effect.sync(() => turns++)
  yield* Effect.forkChild(Effect.forever(Effect.andThen(Effect.yieldNow, takeTurn)))
  let now = 0
  const clock: Clock.Clock = Object.assign(Object.create(yield* Clock.Clock), { currentTimeMillisUnsafe: () => now++ })
  yield* Effect.provideService(effect, Clock.Clock, clock)
  return turns
})

describe("forEachInSlices", () => {
  it.effect("lets others have their turn in every computation over all the contacts", () =>
    Effect.gen(function* () {
      const inputs = Array.from({ length: 1000 }, (_, i) => `ada${i}@example.com`)
      const normalize = normalizeRequest({ contacts: inputs, contactType: "CT1" }, 1000)
      const { contacts, defaults } = yield* normalize
      const plan = planInserts(contacts, defaults, contactIds(0), new Date(0))
      const outcomes = findOutcomes(contacts, yield* plan, new Map(), false)
      for (const computation of [normalize, findReferences(contacts, defaults), plan, outcomes]) {
        assert.isAtLeast(yield* turnsOfOthers<unknown, unknown>(computation), 45)
      }
    }),
  )

  it.effect("shares the time of a turn among the loops that are under way", () =>
    Effect.gen(function* () {
      const items = Array.from({ length: 1000 })
      const alone = yield* turnsOfOthers(forEachInSlices(items, () => {}))
      const loops = Array.from({ length: 5 }, () => forEachInSlices(items, () => {}))
      const together = yield* turnsOfOthers(Effect.all(loops, { concurrency: "unbounded", discard: true }))
      // In each turn, five do a fifth of what one does: so it takes as many turns to do it five times.
      assert.isAtLeast(together, alone * 3)
      assert.isAtMost(yield* turnsOfOthers(forEachInSlices(items, () => {})), alone * 1.1)
    }),
  )
})
