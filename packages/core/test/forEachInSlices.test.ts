import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit } from "effect"
import { makeMemoryStagingArea } from "../src/bulkCreate/memoryStaging.ts"
import { planContacts } from "../src/bulkCreate/plan.ts"
import { findReferences } from "../src/bulkCreate/references.ts"
import { contactIds, makeDrawRandomBits } from "../src/domain/ContactIds.ts"
import { OrganizationId } from "../src/domain/Identifiers.ts"
import { forEachInSlices } from "../src/internal/forEachInSlices.ts"
import { normalizeRequest } from "../src/request/normalizeRequest.ts"

/** Runs `effect` on a clock that advances by a millisecond each time it is read, and counts the turns that others get. */
const turnsOfOthers = Effect.fnUntraced(function* <A, E>(effect: Effect.Effect<A, E>) {
  let [now, turns] = [0, 0]
  const clock: Clock.Clock = Object.assign(Object.create(yield* Clock.Clock), { currentTimeMillisUnsafe: () => now++ })
  const takeTurn = Effect.sync(() => turns++)
  yield* Effect.forkChild(Effect.forever(Effect.andThen(Effect.yieldNow, takeTurn)))
  yield* Effect.provideService(effect, Clock.Clock, clock)
  return turns
})

describe("forEachInSlices", () => {
  it.effect("calls the function with every item and its index, in order, across slices", () =>
    Effect.gen(function* () {
      const items = Array.from({ length: 100 }, (_, i) => `item ${i}`)
      const used: Array<readonly [string, number]> = []
      const loop = forEachInSlices(items, (item, index) => used.push([item, index]))
      assert.isAtLeast(yield* turnsOfOthers(loop), 5)
      assert.deepStrictEqual(
        used,
        items.map((item, index) => [item, index]),
      )
      yield* forEachInSlices([], () => assert.fail("called without an item"))
    }),
  )

  it.effect("yields also if the wall clock is set back", () =>
    Effect.gen(function* () {
      let now = 3_600_000
      const clock: Clock.Clock = Object.assign(Object.create(yield* Clock.Clock), {
        currentTimeMillisUnsafe: () => now,
      })
      let turns = 0
      yield* Effect.forkChild(Effect.sync(() => turns++))
      const loop = forEachInSlices(Array.from({ length: 100 }), (_, index) => {
        if (index === 50) now = 0
        if (index === 99) assert.strictEqual(turns, 1)
      })
      yield* Effect.provideService(loop, Clock.Clock, clock)
    }),
  )

  it.effect("dies with what the function throws, in any slice", () =>
    Effect.gen(function* () {
      const dying = forEachInSlices(Array.from({ length: 100 }), (_, index) => {
        if (index === 50) throw new Error("A defect")
      })
      const exit = yield* Effect.exit(dying)
      assert.isTrue(Exit.hasDies(exit))
    }),
  )

  it.effect("is used by every computation on all contacts of a request", () =>
    Effect.gen(function* () {
      const inputs = Array.from({ length: 1000 }, (_, i) => `ada${i}@example.com`)
      const normalize = normalizeRequest({ contacts: inputs, contactType: "CT1" }, { maxContacts: 1000 })
      const { contacts, defaults } = yield* normalize
      const plan = planContacts(contacts, defaults, contactIds(0, makeDrawRandomBits()), new Date(0), null)
      const noStore = { findByEmail: () => Effect.succeed(new Map()), insertNew: () => Effect.succeed(0) }
      const area = makeMemoryStagingArea(noStore, OrganizationId.make("org"), yield* plan)
      assert.isAtLeast(yield* turnsOfOthers<unknown, unknown>(normalize), 45)
      for (const quick of [findReferences(contacts, defaults), plan, area.recordOwners]) {
        assert.isAtLeast(yield* turnsOfOthers<unknown, unknown>(quick), 7)
      }
    }),
  )
})
