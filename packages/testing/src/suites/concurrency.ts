import { Contacts, type OrganizationId, UnitOfWork } from "@bulk-contacts/core"
import { Effect } from "effect"
import fc from "fast-check"
import { arrangeOrganization, newContact, ownedEmails } from "../arrange.ts"
import { assert } from "../assert.ts"
import { checkProperty } from "../checkProperty.ts"
import { makeSuite } from "../Suite.ts"

const emailsOf = (numbers: ReadonlyArray<number>) => numbers.map((n) => `ada${n}@example.com`)

const insert = Effect.fnUntraced(function* (organization: OrganizationId, emails: ReadonlyArray<string>) {
  return yield* (yield* Contacts).insertNew(
    organization,
    emails.map((email) => newContact(email)),
  )
})

const sum = (counts: ReadonlyArray<number>) => counts.reduce((total, count) => total + count, 0)

/** At once, as one after the other. */
export const concurrencySuite = makeSuite("Concurrent inserts", (it, { runs }) => {
  it.effect("in opposite orders store each email once, and none fails", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const emails = emailsOf(Array.from({ length: 200 }, (_, i) => i)).sort()
      const orders = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? emails : emails.toReversed()))
      const counts = yield* Effect.all(
        orders.map((order) => insert(organization, order)),
        { concurrency: "unbounded" },
      )
      assert.strictEqual(sum(counts), emails.length)
      assert.deepStrictEqual(yield* ownedEmails(organization), emails)
    }),
  )

  it.effect("of any overlapping lists store each email once", () =>
    checkProperty(
      fc.array(fc.uniqueArray(fc.nat(9), { minLength: 1 }), { minLength: 2, maxLength: 6 }),
      runs,
      Effect.fnUntraced(function* (lists) {
        const organization = yield* arrangeOrganization()
        const counts = yield* Effect.all(
          lists.map((list) => insert(organization, emailsOf(list))),
          { concurrency: "unbounded" },
        )
        const distinct = [...new Set(emailsOf(lists.flat()))].sort()
        assert.strictEqual(sum(counts), distinct.length)
        assert.deepStrictEqual(yield* ownedEmails(organization), distinct)
      }),
    ),
  )

  it.effect("insert an email if the other unit of work with it fails", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const emails = emailsOf([1, 2, 3])
      const failing = Effect.flip(atomically(Effect.andThen(insert(organization, emails), Effect.fail("refused"))))
      const counts = yield* Effect.all(
        [failing, insert(organization, emails), failing, insert(organization, emails.toReversed()), failing],
        { concurrency: "unbounded" },
      )
      assert.deepStrictEqual([counts[0], counts[2], counts[4]], ["refused", "refused", "refused"])
      assert.strictEqual(counts[1] + counts[3], emails.length)
      assert.deepStrictEqual(yield* ownedEmails(organization), emails)
    }),
  )

  it.effect("several per unit of work, in opposite orders, do not deadlock", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const emails = emailsOf([1, 2, 3, 4])
      const oneByOne = (order: ReadonlyArray<string>) =>
        atomically(Effect.forEach(order, (email) => insert(organization, [email])))
      const counts = yield* Effect.all([oneByOne(emails), oneByOne(emails.toReversed())], {
        concurrency: "unbounded",
      })
      assert.strictEqual(sum(counts.flat()), emails.length)
      assert.deepStrictEqual(yield* ownedEmails(organization), emails)
    }),
  )
})
