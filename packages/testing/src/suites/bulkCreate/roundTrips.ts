import { type BulkCreateOptions, type BulkCreateRequest, bulkCreateContacts, DirectInserts } from "@bulk-contacts/core"
import { Effect } from "effect"
import { arrangeOrganization } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { aroundPortCalls } from "../../portCalls.ts"
import { makeSuite } from "../../Suite.ts"

/** The number of port calls does not depend on the size of the request, unless a store has a shortcut for small ones. */
export const roundTripsSuite = makeSuite("The port calls of a bulk create", (it) => {
  it.effect("are as many for 1,000 contacts with 100 accounts as for one with one", () =>
    Effect.gen(function* () {
      const accounts = Array.from({ length: 100 }, (_, i) => `A${i}`)
      const organization = yield* arrangeOrganization({
        accounts,
        contactTypes: ["CT1", "CT2"],
        defaultContactType: "CT1",
      })
      const callsOf = Effect.fnUntraced(function* (
        contacts: BulkCreateRequest["contacts"],
        options: BulkCreateOptions = {},
      ) {
        let calls = 0
        const counted = aroundPortCalls((call) =>
          Effect.suspend(() => {
            calls++
            return call
          }),
        )
        const create = counted(bulkCreateContacts(organization, { contacts }, options))
        const { created } = yield* Effect.provideService(create, DirectInserts, null)
        assert.strictEqual(created, contacts.length)
        return calls
      })
      const one = [{ email: "one@example.com", accountIds: ["A1"], contactType: "CT2" }, "two@example.com"]
      const many = Array.from({ length: 1000 }, (_, i) =>
        i % 2 === 0
          ? `ada${i}@example.com`
          : { email: `ada${i}@example.com`, accountIds: accounts, contactType: "CT2" },
      )
      // The unit of work, accounts, contact types, default and insert; with outcomes also the owners of the emails.
      assert.strictEqual(yield* callsOf(one, { dryRun: true, outcomes: true }), 5)
      assert.strictEqual(yield* callsOf(one), 5)
      assert.strictEqual(yield* callsOf(many.slice(0, 500)), 5)
      assert.strictEqual(yield* callsOf(many.slice(500), { outcomes: true }), 6)
      const lenient = { lenient: true }
      const more = many.map((_, i) => `grace${i}@example.com`)
      assert.strictEqual(
        yield* callsOf([...more, { email: "b@example.com", accountIds: accounts, contactType: "CT2" }], lenient),
        5,
      )
    }),
  )
})
