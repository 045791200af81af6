import { Contacts, type OrganizationId, UnitOfWork } from "@bulk-contacts/core"
import { Deferred, Effect, Fiber } from "effect"
import fc from "fast-check"
import { arrangeOrganization, newContact, ownedEmails } from "../arrange.ts"
import { assert } from "../assert.ts"
import { checkProperty } from "../checkProperty.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite } from "../Suite.ts"

/** How often a unit of work looks whether another is done: that may also wait for it. Nothing waits for a time. */
const ROUNDS = 50

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

  it.effect("find who has an email that another stored since the unit of work began", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { findByEmail, insertNew } = yield* Contacts
      const [mine, other] = [newContact("ada@example.com"), newContact("ada@example.com")]
      const begun = yield* Deferred.make<void>()
      const rival = yield* Effect.forkChild(Effect.andThen(Deferred.await(begun), insertNew(organization, [other])))
      const unit = Effect.gen(function* () {
        // From here on, a store may show the unit of work nothing but what there was at this moment.
        yield* findByEmail(organization, [mine.email])
        yield* Deferred.succeed(begun, undefined)
        for (let i = 0; i < ROUNDS && rival.pollUnsafe() === undefined; i++) {
          yield* Effect.yieldNow
          yield* findByEmail(organization, [mine.email])
        }
        yield* insertNew(organization, [mine])
        return yield* findByEmail(organization, [mine.email])
      })
      const owners = yield* (yield* UnitOfWork).atomically(unit)
      yield* Fiber.join(rival)
      const stored = yield* (yield* StoreFixture).contacts(organization)
      assert.deepStrictEqual(
        [...owners],
        stored.map(({ email, id }) => [email, id]),
        "After insertNew, findByEmail must return whoever has the email: use the isolation level read committed",
      )
    }),
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
