import { AccountId, Accounts, Contacts, ContactTypeId, ContactTypes, type NewContact } from "@bulk-contacts/core"
import { Effect } from "effect"
import { arrangeOrganization, newContact, sorted } from "../arrange.ts"
import { assert } from "../assert.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite } from "../Suite.ts"

const many = <A>(count: number, make: (i: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, i) => make(i))

const accountIds = (count: number) => many(count, (i) => AccountId.make(`A${i}`))

/** A code point of four bytes in UTF-8 and two units in UTF-16. */
const astral = (characters: number) => "𠮷".repeat(characters)

/** As much as the core ever hands over. */
export const limitsSuite = makeSuite("Limits", (it) => {
  it.effect("allow 10,000 contacts, inserted and skipped", () =>
    Effect.gen(function* () {
      const [account] = accountIds(1)
      const organization = yield* arrangeOrganization({ accounts: accountIds(1) })
      const { findByEmail, insertNew } = yield* Contacts
      // Each time with new ids, as the use case makes them.
      const contacts = () =>
        many(10_000, (i) => newContact(`ada${i}@example.com`, { accountIds: account ? [account] : [] }))
      assert.strictEqual(yield* insertNew(organization, contacts().slice(0, 5000)), 5000)
      assert.strictEqual(yield* insertNew(organization, contacts()), 5000)
      assert.strictEqual(yield* insertNew(organization, contacts()), 0)
      const found = yield* findByEmail(
        organization,
        contacts().map((contact) => contact.email),
      )
      assert.strictEqual(found.size, 10_000)
      const stored = yield* (yield* StoreFixture).contacts(organization)
      assert.strictEqual(stored.length, 10_000)
      assert.isTrue(stored.every((contact) => contact.accountIds[0] === account && contact.accountIds.length === 1))
    }),
  )

  it.effect("allow 500 accounts per contact", () =>
    Effect.gen(function* () {
      const accounts = accountIds(500)
      const organization = yield* arrangeOrganization({ accounts })
      const contacts = many(10, (i) => newContact(`ada${i}@example.com`, { accountIds: accounts }))
      assert.deepStrictEqual(yield* (yield* Accounts).missing(organization, accounts), [])
      assert.strictEqual(yield* (yield* Contacts).insertNew(organization, contacts), 10)
      const stored = yield* (yield* StoreFixture).contacts(organization)
      assert.deepStrictEqual(
        stored.map((contact) => contact.accountIds.toSorted()),
        many(10, () => accounts.toSorted()),
      )
    }),
  )

  it.effect("allow 10,000 missing ids", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["A7"] })
      const ids = accountIds(10_000)
      const missing = yield* (yield* Accounts).missing(organization, ids)
      assert.deepStrictEqual(
        missing,
        ids.filter((id) => id !== "A7"),
      )
    }),
  )

  it.effect("allow the longest values", () =>
    Effect.gen(function* () {
      const account = AccountId.make(astral(255))
      const contactType = ContactTypeId.make(astral(255))
      const organization = yield* arrangeOrganization({ accounts: [account], contactTypes: [contactType] })
      assert.deepStrictEqual(yield* (yield* Accounts).missing(organization, [account]), [])
      assert.deepStrictEqual(yield* (yield* ContactTypes).missing(organization, [contactType]), [])
      const email = `${"é".repeat(32)}@${"a".repeat(61)}.${"b".repeat(61)}.${"c".repeat(61)}.io`
      const longest: NewContact = newContact(email, {
        firstName: astral(255),
        lastName: astral(255),
        phoneNumber: "+999999999999999",
        avatarUrl: `https://example.com/${"a".repeat(2028)}`,
        source: astral(255),
        contactType,
        accountIds: [account],
        customFieldValues: [{ value: "a".repeat(16 * 1024 - 14) }],
        metadata: { value: astral(4093) },
      })
      assert.strictEqual(yield* (yield* Contacts).insertNew(organization, [longest]), 1)
      const stored = yield* (yield* StoreFixture).contacts(organization)
      assert.deepStrictEqual(sorted(stored), [{ ...longest, updatedAt: longest.createdAt, deletedAt: null }])
      const again = yield* (yield* Contacts).insertNew(organization, [newContact(email, { contactType })])
      assert.strictEqual(again, 0)
    }),
  )
})
