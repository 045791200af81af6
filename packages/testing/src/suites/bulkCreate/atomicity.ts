import { BulkCreatePolicy, type BulkCreateRequest, bulkCreateContacts } from "@bulk-contacts/core"
import { Effect, Exit } from "effect"
import fc from "fast-check"
import { arrangeOrganization, ownedEmails, sorted } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { breakdown, runBroken } from "../../breakdown.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

/** Each makes a valid request invalid. */
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

/** All or nothing. */
export const atomicitySuite = makeSuite("A bulk create", (it, { runs }) => {
  it.effect("that is rejected leaves the store exactly as it was", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest(), fc.constantFrom(...spoilers)),
      runs,
      Effect.fnUntraced(function* ([first, second, spoil]) {
        const organization = yield* arrangeOrganization()
        const store = yield* StoreFixture
        yield* bulkCreateContacts(organization, first.request)
        const before = sorted(yield* store.contacts(organization))
        yield* Effect.flip(policy(bulkCreateContacts(organization, spoil(second.request))))
        assert.deepStrictEqual(sorted(yield* store.contacts(organization)), before)
      }),
    ),
  )

  it.effect("stores everything or nothing, whenever the store fails or the caller goes away", () =>
    checkProperty(
      fc.tuple(givenRequest(), breakdown(5)),
      runs,
      Effect.fnUntraced(function* ([{ emails, request }, where]) {
        const organization = yield* arrangeOrganization()
        const exit = yield* runBroken(where, bulkCreateContacts(organization, request))
        const stored = yield* ownedEmails(organization)
        // After the first call, which is the unit of work, a breakdown comes too late.
        if (Exit.isSuccess(exit) || (where.call === 0 && where.after)) {
          assert.deepStrictEqual(stored, [...new Set(emails)].sort())
        } else assert.deepStrictEqual(stored, [])
      }),
    ),
  )
})
