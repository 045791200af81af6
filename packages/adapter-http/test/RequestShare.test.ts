import { FairShare } from "@bulk-contacts/core"
import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Latch } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { RequestShare } from "../src/admission/RequestShare.ts"
import type { TenantShares } from "../src/admission/TenantShares.ts"

const MIB = 1024 * 1024

it.effect("pages of one organization are made within its share of memory, and those of another meanwhile", () =>
  Effect.gen(function* () {
    // An organization's share is that of two pages.
    const work = new FairShare({ capacity: 256 * MIB, maxWaiting: 10 })
    const shares = { work, bodies: { release: () => {} } } as unknown as TenantShares
    const latch = Latch.makeUnsafe(false)
    const begun: Array<string> = []
    const respond = (tenant: string) => {
      const share = new RequestShare(shares, tenant)
      const response = Effect.andThen(
        Effect.sync(() => void begun.push(tenant)),
        Effect.as(latch.await, HttpServerResponse.text("x".repeat(MIB))),
      )
      return Effect.as(share.holdPage(response), share)
    }
    const fibers = yield* Effect.forEach(["a", "a", "a", "b"], (tenant) => Effect.forkChild(respond(tenant)))
    yield* Effect.yieldNow
    yield* Effect.yieldNow
    assert.deepStrictEqual(begun, ["a", "a", "b"])

    yield* latch.open
    const [first, ...others] = yield* Effect.forEach(fibers, Fiber.join)
    assert.deepStrictEqual(begun, ["a", "a", "b", "a"])
    // What the responses take is held until they are sent.
    assert.strictEqual(work.heldBy("a"), 3 * MIB)
    first?.release()
    assert.strictEqual(work.heldBy("a"), 2 * MIB)
    for (const share of others) share.release()
    assert.strictEqual(work.heldBy("a") + work.heldBy("b"), 0)
  }).pipe(
    Effect.provideService(
      HttpServerRequest.HttpServerRequest,
      HttpServerRequest.fromWeb(new Request("http://localhost/")),
    ),
  ),
)
