import { assert } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import fc from "fast-check"
import { BulkCreatePolicy } from "../../../bulkCreate/BulkCreatePolicy.ts"
import { bulkCreateContacts } from "../../../bulkCreate/bulkCreateContacts.ts"
import { StoreFailure } from "../../../domain/errors.ts"
import type { BulkCreateRequest } from "../../../request/BulkCreateRequest.ts"
import { arrangeOrganization, ownedEmails } from "../../arrange.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { type Around, aroundPortCalls } from "../../portCalls.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

/** Each makes of a valid request one that is refused. */
const spoilers: ReadonlyArray<(request: BulkCreateRequest) => BulkCreateRequest> = [
  (request) => ({ ...request, contacts: [] }),
  (request) => ({ ...request, contacts: [...request.contacts, "no address"] }),
  (request) => ({ ...request, contacts: [{ email: "b@example.com", phoneNumber: "0" }, ...request.contacts] }),
  (request) => ({ ...request, contacts: [...request.contacts, { email: "b@example.com", accountIds: ["nowhere"] }] }),
  (request) => ({ ...request, contacts: [...request.contacts, { email: "b@example.com", contactType: "nowhere" }] }),
  (request) => ({ ...request, contacts: Array.from({ length: 101 }, (_, i) => `many${i}@example.com`) }),
  (request) => ({ ...request, accountIds: "nowhere" }),
  (request) => ({ ...request, contactType: "nowhere" }),
  (request) => ({ ...request, source: "\0" }),
]

const policy = Effect.provideService(BulkCreatePolicy, { maxContacts: 100, allDuplicates: "skip" })

/** A store that breaks about its nth call, in one of the ways that an effect ends early. */
const breakdown = fc.record({
  call: fc.nat(5),
  after: fc.boolean(),
  way: fc.constantFrom("fail", "die", "interrupt"),
})

/** All or nothing. */
export const atomicitySuite = makeSuite("A bulk create", (it, { runs }) => {
  it.effect("that is refused leaves the store exactly as it was", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest(), fc.constantFrom(...spoilers)),
      runs,
      Effect.fnUntraced(function* ([first, second, spoil]) {
        const organization = yield* arrangeOrganization()
        const store = yield* StoreFixture
        yield* bulkCreateContacts(organization, first.request)
        const before = yield* store.contacts(organization)
        yield* Effect.flip(policy(bulkCreateContacts(organization, spoil(second.request))))
        assert.deepStrictEqual(yield* store.contacts(organization), before)
      }),
    ),
  )

  it.effect("stores all of it or nothing, whenever the store breaks down or the caller goes away", () =>
    checkProperty(
      fc.tuple(givenRequest(), breakdown),
      runs,
      Effect.fnUntraced(function* ([{ emails, request }, { call, after, way }]) {
        const organization = yield* arrangeOrganization()
        const broken = yield* Deferred.make<void>()
        const breakDown = Effect.suspend((): Effect.Effect<never, StoreFailure> => {
          if (way === "fail") return Effect.fail(new StoreFailure({ retryable: false, cause: "broken" }))
          if (way === "die") return Effect.die(new Error("broken"))
          return Effect.andThen(Deferred.succeed(broken, undefined), Effect.never)
        })
        let calls = 0
        const around: Around = (effect) =>
          Effect.suspend(() => {
            if (calls++ !== call) return effect
            return after ? Effect.andThen(effect, breakDown) : breakDown
          })
        const fiber = yield* bulkCreateContacts(organization, request).pipe(aroundPortCalls(around), Effect.forkChild)
        yield* Effect.raceFirst(Deferred.await(broken), Fiber.await(fiber))
        yield* Fiber.interrupt(fiber)
        const stored = yield* ownedEmails(organization)
        // What breaks down after the unit of work has ended comes too late.
        if (Exit.isSuccess(yield* Fiber.await(fiber)) || (call === 0 && after)) {
          assert.deepStrictEqual(stored, [...new Set(emails)].sort())
        } else assert.deepStrictEqual(stored, [])
      }),
    ),
  )
})
