import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { findOutcomes } from "../src/bulkCreate/outcomes.ts"
import { planInserts } from "../src/bulkCreate/plan.ts"
import { findReferences } from "../src/bulkCreate/references.ts"
import { contactIds } from "../src/domain/ContactIds.ts"
import { forEachInSlices } from "../src/internal/forEachInSlices.ts"
import { normalizeRequest } from "../src/request/normalizeRequest.ts"

/** Runs `effect` on a clock that moves a millisecond each time it is looked at. */
const onTickingClock = Effect.fnUntraced(function* <A, E>(effect: Effect.Effect<A, E>) {
  let now = 0
  const clock: Clock.Clock = Object.assign(Object.create(yield* Clock.Clock), { currentTimeMillisUnsafe: () => now++ })
  return yield* Effect.provideService(effect, Clock.Clock, clock)
})

/** How many turns others have had when `effect` is done. */
const turnsOfOthers = Effect.fnUntraced(function* <A, E>(effect: Effect.Effect<A, E>) {
  let turns = 0
  const takeTurn = Effect.sync(() => turns++)
  yield* Effect.forkChild(Effect.forever(Effect.andThen(Effect.yieldNow, takeTurn)))
  yield* onTickingClock(effect)
  return turns
})

/** In which order loops of so many items end that begin in the order given. */
const orderOfEnds = Effect.fnUntraced(function* (loops: Record<string, number>) {
  const order: Array<string> = []
  const loopsToEnd = Object.entries(loops).map(([name, length]) =>
    Effect.map(
      forEachInSlices(Array.from({ length }), () => {}),
      () => order.push(name),
    ),
  )
  yield* onTickingClock(Effect.all(loopsToEnd, { concurrency: "unbounded" }))
  return order
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

  it.effect("finishes one before it goes on with the next, and lets those of less than a slice pass", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* orderOfEnds({ first: 100, second: 60, short: 2 }), ["short", "first", "second"])
    }),
  )

  it.effect("does not let the next one wait for all of one that takes very long", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* orderOfEnds({ endless: 2000, second: 60 }), ["second", "endless"])
    }),
  )

  it.effect("goes on with the next when one is interrupted or dies", () =>
    onTickingClock(
      Effect.gen(function* () {
        const items = Array.from({ length: 100 })
        const interrupted = yield* Effect.forkChild(
          forEachInSlices(items, () => {}),
          { startImmediately: true },
        )
        yield* Effect.yieldNow
        yield* Fiber.interrupt(interrupted)
        const dying = forEachInSlices(items, (_, index) => {
          if (index === 50) throw new Error("A defect")
        })
        yield* Effect.exit(dying)
        let used = 0
        yield* forEachInSlices(items, () => used++)
        assert.strictEqual(used, 100)
      }),
    ),
  )
})
