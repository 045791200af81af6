import { times } from "@bulk-contacts/test-support/times"
import { checkProperty } from "@bulk-contacts/testing/internal/checkProperty"
import { assert, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { FairShare } from "../../src/admission/FairShare.ts"

const MAX_WAIT = Duration.seconds(10)

type Step =
  | { readonly kind: "begin"; readonly tenant: string; readonly amount: number }
  | { readonly kind: "finish" | "interrupt"; readonly which: number }
  | { readonly kind: "wait"; readonly seconds: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("begin" as const),
      tenant: fc.constantFrom("a", "b", "c"),
      amount: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("finish" as const, "interrupt" as const), which: fc.nat() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 11 }) }) },
)

interface Caller {
  readonly tenant: string
  readonly amount: number
  readonly done: Deferred.Deferred<void>
  state: "waits" | "holds" | "ended"
  fiber?: Fiber.Fiber<void, unknown>
}

/** Takes what the caller wants, keeps it until the caller is done, and gives it back. */
const use = (share: FairShare, caller: Caller) =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      yield* share.take(caller.tenant, caller.amount, MAX_WAIT)
      caller.state = "holds"
      yield* Effect.ensuring(
        restore(Deferred.await(caller.done)),
        Effect.sync(() => share.release(caller.tenant, caller.amount)),
      )
    }),
  ).pipe(
    Effect.ensuring(
      Effect.sync(() => {
        caller.state = "ended"
      }),
    ),
  )

const settle = Effect.repeat(Effect.yieldNow, { times: 20 })

it.effect(
  "no tenant ever holds more than half, callers are served in order, and whatever is given back can be taken",
  () =>
    checkProperty(
      fc.tuple(fc.integer({ min: 2, max: 12 }), fc.array(step, { maxLength: 40 })),
      times(60, 200),
      Effect.fnUntraced(function* ([capacity, steps]) {
        const share = new FairShare({ capacity, maxWaiting: 5 })
        const limit = Math.floor(capacity / 2)
        const callers: Array<Caller> = []
        const costOf = ({ amount }: Caller) => Math.min(amount, limit)
        const sum = (some: ReadonlyArray<Caller>) => some.reduce((total, caller) => total + costOf(caller), 0)
        const checkInvariants = () => {
          const holding = callers.filter(({ state }) => state === "holds")
          const free = capacity - sum(holding)
          assert.isAtLeast(free, 0)
          const next: Array<Caller> = []
          for (const tenant of ["a", "b", "c"]) {
            const held = sum(holding.filter((caller) => caller.tenant === tenant))
            assert.strictEqual(share.heldBy(tenant), held)
            assert.isAtMost(held, limit)
            const [first] = callers.filter((caller) => caller.tenant === tenant && caller.state === "waits")
            if (first !== undefined && held + costOf(first) <= limit) next.push(first)
          }
          // Somebody waits only for more than there is, or behind somebody who does.
          if (next.length > 0) assert.isTrue(next.some((caller) => costOf(caller) > free))
        }
        for (const step of steps) {
          if (step.kind === "begin") {
            const caller: Caller = { ...step, done: yield* Deferred.make<void>(), state: "waits" }
            callers.push(caller)
            caller.fiber = yield* Effect.forkChild(use(share, caller))
          } else if (step.kind === "wait") yield* TestClock.adjust(Duration.seconds(step.seconds))
          else {
            const open = callers.filter(({ state }) => state !== "ended")
            const caller = open[step.which % open.length]
            if (caller?.fiber === undefined) continue
            if (step.kind === "interrupt") yield* Fiber.interrupt(caller.fiber)
            else yield* Deferred.succeed(caller.done, undefined)
          }
          yield* settle
          checkInvariants()
        }
        yield* Effect.forEach(callers, ({ done }) => Deferred.succeed(done, undefined))
        yield* TestClock.adjust(MAX_WAIT)
        yield* settle
        assert.isTrue(callers.every(({ state }) => state === "ended"))
        // Nothing was lost: two tenants get half each, at once.
        yield* share.take("x", limit, MAX_WAIT)
        yield* share.take("y", limit, MAX_WAIT)
      }),
    ),
)

const takeInOrder = Effect.fnUntraced(function* (share: FairShare, tenants: string) {
  const served: Array<string> = []
  yield* Effect.forEach([...tenants], (tenant) =>
    Effect.forkChild(
      Effect.andThen(
        share.take(tenant, 1, MAX_WAIT),
        Effect.sync(() => served.push(tenant)),
      ),
    ).pipe(Effect.andThen(settle)),
  )
  return served
})

it.effect("tenants that wait take turns, however many callers each has", () =>
  Effect.gen(function* () {
    const share = new FairShare({ capacity: 1, maxWaiting: 100 })
    const served = yield* takeInOrder(share, "aaaabbc")
    for (let i = 0; i < 7; i++) {
      share.release(served.at(-1) ?? "", 1)
      yield* settle
    }
    assert.strictEqual(served.join(""), "aabcaba")
  }),
)

it.effect("fails after the longest wait, and at once if too many wait already", () =>
  Effect.gen(function* () {
    const share = new FairShare({ capacity: 2, maxWaiting: 1 })
    yield* share.take("a", 1, MAX_WAIT)
    const waiting = yield* Effect.forkChild(Effect.flip(share.take("a", 1, MAX_WAIT)))
    yield* settle
    assert.strictEqual((yield* Effect.flip(share.take("a", 1, MAX_WAIT)))._tag, "ShareUnavailable")
    yield* TestClock.adjust(MAX_WAIT)
    assert.strictEqual((yield* Fiber.join(waiting))._tag, "ShareUnavailable")
    share.release("a", 1)
    yield* share.take("a", 1, MAX_WAIT)
  }),
)

it.effect("an amount above the tenant's share counts as the whole share", () =>
  Effect.gen(function* () {
    const share = new FairShare({ capacity: 10, maxWaiting: 1 })
    yield* share.take("a", 1000, MAX_WAIT)
    assert.strictEqual(share.heldBy("a"), 5)
    share.release("a", 1000)
    assert.strictEqual(share.heldBy("a"), 0)
  }),
)
