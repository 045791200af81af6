import { BulkCreatePolicy, bulkCreateContacts, EmailAddress, NoContactsToCreate } from "@bulk-contacts/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { arrangeOrganization, ownedEmails, sorted } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { addressOfPool, spelled } from "../../generators/email.ts"
import { givenRequest } from "../../generators/request.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

const distinct = (...emails: ReadonlyArray<ReadonlyArray<string>>) => [...new Set(emails.flat())].sort()

/** Contacts given, created and skipped. */
export const countsSuite = makeSuite("The counts of a bulk create", (it, { runs }) => {
  it.effect("agree with each other, with the request and with what is stored", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest(), fc.nat()),
      runs,
      Effect.fnUntraced(function* ([first, second, deleted]) {
        const organization = yield* arrangeOrganization()
        const store = yield* StoreFixture
        yield* bulkCreateContacts(organization, first.request)
        const gone = first.emails[deleted % first.emails.length] ?? ""
        yield* store.deleteContact(organization, EmailAddress.make(gone))
        const before = sorted(yield* store.contacts(organization))
        const existing = yield* ownedEmails(organization)

        const { total, created, skipped } = yield* bulkCreateContacts(organization, second.request)

        const fresh = distinct(second.emails).filter((email) => !existing.includes(email))
        assert.deepStrictEqual({ total, created }, { total: second.emails.length, created: fresh.length })
        assert.strictEqual(total, created + skipped)
        assert.isTrue(skipped >= 0)
        assert.deepStrictEqual(yield* ownedEmails(organization), distinct(existing, fresh))
        const after = new Map(sorted(yield* store.contacts(organization)).map((contact) => [contact.id, contact]))
        assert.strictEqual(after.size, before.length + created)
        for (const contact of before) assert.deepStrictEqual(after.get(contact.id), contact)
      }),
    ),
  )

  it.effect("are 0 created and all skipped for the same request again", () =>
    checkProperty(
      givenRequest(),
      runs,
      Effect.fnUntraced(function* ({ emails, request }) {
        const organization = yield* arrangeOrganization()
        yield* bulkCreateContacts(organization, request)
        const again = yield* bulkCreateContacts(organization, request)
        assert.deepStrictEqual(again, { total: emails.length, created: 0, skipped: emails.length, replayed: false })
      }),
    ),
  )

  it.effect("do not depend on the order of the contacts", () =>
    checkProperty(
      givenRequest().chain(({ request: { contacts } }) =>
        fc.tuple(fc.constant(contacts), fc.shuffledSubarray([...contacts], { minLength: contacts.length })),
      ),
      runs,
      Effect.fnUntraced(function* ([contacts, shuffled]) {
        const one = yield* bulkCreateContacts(yield* arrangeOrganization(), { contacts })
        const other = yield* bulkCreateContacts(yield* arrangeOrganization(), { contacts: shuffled })
        assert.deepStrictEqual(one, other)
      }),
    ),
  )

  it.effect("of two requests add up to those of both in one", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest()),
      runs,
      Effect.fnUntraced(function* ([{ request: first }, { request: second }]) {
        const apart = yield* arrangeOrganization()
        const [a, b] = [yield* bulkCreateContacts(apart, first), yield* bulkCreateContacts(apart, second)]
        const together = yield* bulkCreateContacts(yield* arrangeOrganization(), {
          contacts: [...first.contacts, ...second.contacts],
        })
        assert.deepStrictEqual(
          { ...a, total: a.total + b.total, created: a.created + b.created, skipped: a.skipped + b.skipped },
          together,
        )
      }),
    ),
  )

  it.effect("count the first contact of an email as the one created", () =>
    checkProperty(
      fc.array(spelled(addressOfPool(4)), { minLength: 1, maxLength: 10 }),
      runs,
      Effect.fnUntraced(function* (addresses) {
        const organization = yield* arrangeOrganization()
        const contacts = addresses.map(({ spelling }, i) => ({ email: spelling, source: `${i}` }))
        yield* bulkCreateContacts(organization, { contacts })
        for (const { email, source } of yield* (yield* StoreFixture).contacts(organization)) {
          assert.strictEqual(source, `${addresses.findIndex((address) => address.email === email)}`)
        }
      }),
    ),
  )

  it.effect("are an error if nothing is new and the policy is to reject that", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest()),
      runs,
      Effect.fnUntraced(function* ([first, second]) {
        const organization = yield* arrangeOrganization()
        const strictly = Effect.provideService(BulkCreatePolicy, { maxContacts: 10, allDuplicates: "reject" })
        yield* strictly(bulkCreateContacts(organization, first.request))
        const outcome = yield* Effect.result(strictly(bulkCreateContacts(organization, second.request)))
        const created = distinct(first.emails, second.emails).length - distinct(first.emails).length
        if (created > 0) assert.strictEqual(Result.getOrThrow(outcome).created, created)
        else assert.deepStrictEqual(outcome, Result.fail(new NoContactsToCreate()))
      }),
    ),
  )
})
