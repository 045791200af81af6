import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Fiber } from "effect"
import { CurrentTenant } from "../src/admission/CurrentTenant.ts"
import { FairShare } from "../src/admission/FairShare.ts"
import { LoopTurns } from "../src/admission/LoopTurns.ts"
import { findReferences } from "../src/bulkCreate/findReferences.ts"
import { leaveOutUnresolved } from "../src/bulkCreate/leaveOut.ts"
import { MemoryStagingArea } from "../src/bulkCreate/MemoryStagingArea.ts"
import { planContacts } from "../src/bulkCreate/plan.ts"
import { knownReferences } from "../src/bulkCreate/references.ts"
import { contactIds, makeDrawRandomBits } from "../src/domain/ContactIds.ts"
import { AccountId, OrganizationId } from "../src/domain/Identifiers.ts"
import { Problems } from "../src/domain/Problem.ts"
import { fingerprintOfList } from "../src/idempotency/fingerprint.ts"
import { forEachInSlices } from "../src/internal/forEachInSlices.ts"
import { writeContacts } from "../src/listing/writeContacts.ts"
import type { ListedContact } from "../src/ports/ContactReader.ts"
import { normalizeRequest } from "../src/request/normalizeRequest.ts"

/** Runs `effect` on a clock that advances by a slice each time it is read, and counts the turns that others get. */
const turnsOfOthers = Effect.fnUntraced(function* <A, E>(effect: Effect.Effect<A, E>) {
  let [now, turns] = [0, 0]
  const clock: Clock.Clock = Object.assign(Object.create(yield* Clock.Clock), {
    currentTimeMillisUnsafe: () => (now += 5),
  })
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

  describe("with LoopTurns", () => {
    /** Runs a loop of so many slices for each tenant, all at the same time, and returns the tenants in the order of their slices. */
    const runLoops = Effect.fnUntraced(function* (turns: FairShare | null, tenants: string, slices: number) {
      let now = 0
      const clock: Clock.Clock = Object.assign(Object.create(yield* Clock.Clock), {
        currentTimeMillisUnsafe: () => now,
      })
      const order: Array<string> = []
      const loopOf = (tenant: string) =>
        forEachInSlices(Array.from({ length: slices }), () => {
          now += 5
          order.push(tenant)
        }).pipe(Effect.provideService(CurrentTenant, tenant))
      const all = Effect.forEach(tenants, loopOf, { concurrency: "unbounded", discard: true })
      yield* all.pipe(Effect.provideService(LoopTurns, turns), Effect.provideService(Clock.Clock, clock))
      return order.join("")
    })
    const oneAtATime = (maxWaiting = 100) => new FairShare({ capacity: 1, maxWaiting })

    it.effect("loops run one after the other, after the first slice of each", () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* runLoops(oneAtATime(), "aaa", 4), "a".repeat(12))
        assert.strictEqual(yield* runLoops(oneAtATime(), "abc", 4), "abcaaabbbccc")
        assert.strictEqual(yield* runLoops(null, "abc", 4), "abcabcabcabc")
      }),
    )

    it.effect("a long one lets the loops of other tenants go on after two turns at most", () =>
      Effect.gen(function* () {
        const order = yield* runLoops(oneAtATime(), "aaab", 60)
        const waits = order.split(/b+/).slice(0, -1)
        assert.isAtLeast(waits.length, 3)
        for (const wait of waits) assert.isAtMost(wait.length, 20)
      }),
    )

    it.effect("a loop that must not wait goes on all the same", () =>
      Effect.gen(function* () {
        const order = yield* runLoops(oneAtATime(0), "abc", 30)
        for (const tenant of "abc") assert.strictEqual(order.split(tenant).length - 1, 30)
      }),
    )

    it.effect("a loop that dies or is interrupted gives its turn back", () =>
      Effect.gen(function* () {
        const turns = oneAtATime()
        const slices = Array.from({ length: 100 })
        const dying = forEachInSlices(slices, (_, index) => {
          if (index === 99) throw new Error("A defect")
        })
        const clock: Clock.Clock = Object.assign(Object.create(yield* Clock.Clock), {
          currentTimeMillisUnsafe: (
            (now) => () =>
              (now += 5)
          )(0),
        })
        const withTurns = <A>(effect: Effect.Effect<A>) =>
          effect.pipe(Effect.provideService(LoopTurns, turns), Effect.provideService(Clock.Clock, clock))
        assert.isTrue(Exit.hasDies(yield* Effect.exit(withTurns(dying))))
        const interrupted = yield* Effect.forkChild(withTurns(forEachInSlices(slices, () => {})))
        yield* Effect.yieldNow
        yield* Fiber.interrupt(interrupted)
        assert.isTrue(turns.tryTake("a", 1))
      }),
    )
  })

  it.effect("is used by every computation on all contacts of a request", () =>
    Effect.gen(function* () {
      const inputs = Array.from({ length: 1000 }, (_, i) => `ada${i}@example.com`)
      const normalize = normalizeRequest({ contacts: inputs, contactType: "CT1" }, { maxContacts: 1000 })
      const normalized = yield* normalize
      const { contacts, defaults } = normalized
      const plan = planContacts(contacts, defaults, contactIds(0, makeDrawRandomBits()), new Date(0), null)
      const noStore = { findByEmail: () => Effect.succeed(new Map()), insertNew: () => Effect.succeed(0) }
      const area = new MemoryStagingArea(noStore, OrganizationId.make("org"), yield* plan)
      const resolution = {
        known: { hasAccount: () => true, hasContactType: () => true },
        contactType: null,
        placeOf: (index: number) => ({ index }),
        outcomes: false,
      }
      // Any contact may take long: these look at the time after each.
      for (const slow of [
        normalize,
        findReferences(contacts, defaults),
        leaveOutUnresolved(contacts, resolution, new Problems(100)),
        fingerprintOfList(normalized, false),
        writeContacts(OrganizationId.make("org"), inputs as unknown as ReadonlyArray<ListedContact>, String),
      ]) {
        assert.isAtLeast(yield* turnsOfOthers<unknown, unknown>(slow), 45)
      }
      const missingAccounts = inputs.map((id) => AccountId.make(id))
      const known = knownReferences({ missingAccounts, missingContactTypes: [], defaultContactType: null })
      for (const quick of [plan, area.recordOwners, known]) {
        assert.isAtLeast(yield* turnsOfOthers<unknown, unknown>(quick), 7)
      }
    }),
  )
})
