import { Contacts, EmailAddress } from "@bulk-contacts/core"
import { Effect } from "effect"
import { arrangeOrganization, newContact, ownedEmails, sorted } from "../arrange.ts"
import { assert } from "../assert.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite } from "../Suite.ts"

const [ada, grace, alan] = ["ada@example.com", "grace@example.com", "alan@example.com"]
const emails = (...texts: ReadonlyArray<string>) => texts.map((text) => EmailAddress.make(text))

/** One contact of each email in an organization. */
export const contactsSuite = makeSuite("Contacts", (it) => {
  it.effect("inserts contacts and returns how many", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { insertNew } = yield* Contacts
      assert.strictEqual(yield* insertNew(organization, [newContact(ada), newContact(grace)]), 2)
      assert.deepStrictEqual(yield* ownedEmails(organization), [ada, grace])
      assert.strictEqual(yield* insertNew(organization, []), 0)
    }),
  )

  it.effect("skips contacts whose email exists, leaves the existing ones unchanged, and inserts the others", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { insertNew } = yield* Contacts
      const store = yield* StoreFixture
      yield* insertNew(organization, [
        newContact(ada, { firstName: "Ada", source: "first", metadata: { first: true } }),
      ])
      const before = yield* store.contacts(organization)
      const again = newContact(ada, { firstName: "Other", source: "second", metadata: {}, createdAt: new Date(0) })
      assert.strictEqual(yield* insertNew(organization, [newContact(alan), again, newContact(grace)]), 2)
      const after = yield* store.contacts(organization)
      assert.deepStrictEqual(
        after.filter((contact) => contact.email === ada),
        before,
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), [ada, alan, grace])
    }),
  )

  it.effect("finds the contacts that have the emails", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { findByEmail, insertNew } = yield* Contacts
      const [first, second] = [newContact(ada), newContact(grace)]
      yield* insertNew(organization, [first, second])
      yield* insertNew(organization, [newContact(ada)])
      const found = yield* findByEmail(organization, emails(grace, alan, ada))
      assert.deepStrictEqual(
        new Map(found),
        new Map([
          [first.email, first.id],
          [second.email, second.id],
        ]),
      )
      assert.strictEqual((yield* findByEmail(organization, [])).size, 0)
    }),
  )

  it.effect("compares emails exactly, whatever a collation considers equal", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { findByEmail, insertNew } = yield* Contacts
      // Normalized all the same: a store may compare without case, which they do not differ in.
      const different = ["ss@example.com", "ß@example.com", "a@example.com", "ä@example.com", "ａ@example.com"]
      assert.strictEqual(
        yield* insertNew(
          organization,
          different.map((email) => newContact(email)),
        ),
        different.length,
      )
      assert.strictEqual((yield* findByEmail(organization, emails(...different))).size, different.length)
    }),
  )

  it.effect("allows the email of a soft-deleted contact again, and keeps that contact", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { findByEmail, insertNew } = yield* Contacts
      const store = yield* StoreFixture
      const [first, second, third] = [newContact(ada), newContact(ada), newContact(ada)]
      for (const contact of [first, second]) {
        assert.strictEqual(yield* insertNew(organization, [contact]), 1)
        yield* store.deleteContact(organization, contact.email)
        assert.strictEqual((yield* findByEmail(organization, [contact.email])).size, 0)
      }
      assert.strictEqual(yield* insertNew(organization, [third]), 1)
      assert.strictEqual(yield* insertNew(organization, [newContact(ada)]), 0)
      assert.deepStrictEqual([...(yield* findByEmail(organization, [third.email])).values()], [third.id])
      const stored = sorted(yield* store.contacts(organization))
      assert.deepStrictEqual(
        stored.map((contact) => contact.id),
        sorted([first, second, third]).map((contact) => contact.id),
      )
      assert.deepStrictEqual(
        stored.filter((contact) => contact.deletedAt === null).map((contact) => contact.id),
        [third.id],
      )
    }),
  )
})
