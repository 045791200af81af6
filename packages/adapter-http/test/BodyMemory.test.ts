import { times } from "@bulk-contacts/test-support/times"
import { assert, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { type ArrivingBody, BodyMemory } from "../src/admission/BodyMemory.ts"

const LARGEST = 100
const MAX_WAIT = Duration.seconds(10)

const makeMemory = () => new BodyMemory({ capacity: 2 * LARGEST, maxWaiting: 1000, largestBody: LARGEST })
const begin = (tenant: string): ArrivingBody => ({ tenant, taken: [] })
const settle = Effect.repeat(Effect.yieldNow, { times: 500 })

it("completes every body, however many arrive at once and in whatever pieces", async () => {
  const body = fc.record({
    tenant: fc.constantFrom("a", "b"),
    pieces: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
  })
  const property = Effect.fnUntraced(function* (
    bodies: ReadonlyArray<{ readonly tenant: string; readonly pieces: ReadonlyArray<number> }>,
  ) {
    const memory = makeMemory()
    const arriving = bodies.map(({ tenant }) => begin(tenant))
    const heldBy = (tenant: string) =>
      arriving
        .filter((body) => body.tenant === tenant)
        .reduce((sum, { taken }) => sum + taken.reduce((a, b) => a + b, 0), 0)
    let completed = 0
    const fibers = yield* Effect.forEach(bodies, ({ pieces }, i) =>
      Effect.forkChild(
        Effect.gen(function* () {
          const body = arriving[i] as ArrivingBody
          let bytes = 0
          for (const piece of pieces) {
            bytes = Math.min(LARGEST, bytes + piece)
            if (!memory.tryGrow(body, bytes)) yield* Effect.uninterruptible(memory.grow(body, bytes, MAX_WAIT))
            for (const tenant of ["a", "b"]) assert.isAtMost(heldBy(tenant), LARGEST)
            yield* Effect.yieldNow
          }
          memory.release(body)
          completed++
        }),
      ),
    )
    yield* settle
    assert.strictEqual(completed, bodies.length)
    yield* Effect.forEach(fibers, Fiber.join)
  })
  await fc.assert(
    fc.asyncProperty(fc.array(body, { maxLength: 20 }), (bodies) => Effect.runPromise(property(bodies))),
    { numRuns: times(30, 100) },
  )
})

it.effect("gives up after the longest wait, and keeps what the body has until it is released", () =>
  Effect.gen(function* () {
    const memory = makeMemory()
    const [oldest, younger, youngest] = [begin("a"), begin("a"), begin("a")]
    yield* memory.grow(oldest, 60, MAX_WAIT)
    const waiting = yield* Effect.forkChild(Effect.flip(memory.grow(younger, 10, MAX_WAIT)))
    yield* settle
    yield* TestClock.adjust(MAX_WAIT)
    assert.strictEqual((yield* Fiber.join(waiting))._tag, "ShareUnavailable")
    memory.release(younger)
    yield* memory.grow(oldest, LARGEST, MAX_WAIT)
    assert.isFalse(memory.tryGrow(youngest, 1))
    memory.release(oldest)
    yield* memory.grow(youngest, LARGEST, MAX_WAIT)
  }),
)
