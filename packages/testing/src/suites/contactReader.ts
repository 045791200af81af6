import {
  type ContactFilter,
  ContactId,
  ContactReader,
  type ContactSort,
  Contacts,
  ContactTypeId,
  type ListedContact,
  type NewContact,
  type OrganizationId,
} from "@bulk-contacts/core"
import { Effect } from "effect"
import { SecureRandom } from "effect/crypto"
import fc from "fast-check"
import { arrangeOrganization, newContact, TYPE } from "../arrange.ts"
import { assert } from "../assert.ts"
import { checkProperty } from "../checkProperty.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite, type Store } from "../Suite.ts"

const sorts: ReadonlyArray<ContactSort> = ["newest", "email"]

/** An id with this time of creation, which is what a bulk create gives a contact. */
const idAt = (createdAt: Date): ContactId => {
  const time = createdAt.getTime().toString(16).padStart(12, "0")
  return ContactId.make(`${time.slice(0, 8)}-${time.slice(8)}-${SecureRandom.uuidV7Unsafe().slice(14)}`)
}

const contactAt = (email: string, createdAt: Date, fields: Partial<NewContact> = {}): NewContact =>
  newContact(email, { id: idAt(createdAt), createdAt, ...fields })

const NOON = new Date("2026-03-01T12:00:00.000Z")

/** Contacts of one moment, as one request creates them. */
const simultaneous = (count: number, prefix = "p"): ReadonlyArray<NewContact> =>
  Array.from({ length: count }, (_, i) => contactAt(`${prefix}${String(i).padStart(5, "0")}@example.com`, NOON))

const insert = Effect.fnUntraced(function* (organizationId: OrganizationId, contacts: ReadonlyArray<NewContact>) {
  assert.strictEqual(yield* (yield* Contacts).insertNew(organizationId, contacts), contacts.length)
})

interface Listing {
  readonly filter?: ContactFilter
  readonly sort?: ContactSort
  readonly limit?: number
  /** Runs after each page. */
  readonly between?: (page: ReadonlyArray<ListedContact>) => Effect.Effect<void, unknown, Store | ContactReader>
}

/** All pages of a listing, in order. */
const readAll = Effect.fnUntraced(function* (organizationId: OrganizationId, listing: Listing = {}) {
  const { filter = {}, sort = "newest", limit = 100, between } = listing
  const reader = yield* ContactReader
  const read: Array<ListedContact> = []
  let after: string | null = null
  do {
    const page: { readonly contacts: ReadonlyArray<ListedContact>; readonly next: string | null } = yield* reader.page(
      organizationId,
      { filter, sort, after, limit },
    )
    assert.isTrue(page.contacts.length <= limit)
    read.push(...page.contacts)
    after = page.next
    if (between !== undefined) yield* between(page.contacts)
  } while (after !== null)
  return read
})

/** Compares the texts of two lists in any order. */
const assertSame = (actual: ReadonlyArray<string>, expected: ReadonlyArray<string>) =>
  assert.deepStrictEqual(actual.toSorted(), expected.toSorted())

const assertCount = (contacts: ReadonlyArray<unknown>, count: number) => assert.strictEqual(contacts.length, count)

/** Each of `expected` is among the texts, and none of these twice. */
const assertOnce = (actual: ReadonlyArray<string>, expected: Iterable<string>) => {
  const found = new Set(actual)
  assert.strictEqual(found.size, actual.length, "A contact was shown twice")
  assert.deepStrictEqual(
    [...expected].filter((text) => !found.has(text)),
    [],
    "Contacts were not shown",
  )
}

const emailsOf = (contacts: ReadonlyArray<{ readonly email: string }>) => contacts.map(({ email }) => email)

/** A store that reads contacts, without changing anything. */
export const contactReaderSuite = makeSuite<Store | ContactReader>("ContactReader", (it, { runs }) => {
  it.effect("reads every value of a contact", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["A1", "A2"] })
      const full = contactAt("ada@example.com", NOON, {
        lastName: "Lovelace",
        phoneNumber: "+14155552671",
        avatarUrl: "https://example.com/ada.png",
        source: "'=Fair\n",
        accountIds: ["A1", "A2"] as unknown as NewContact["accountIds"],
        customFieldValues: [{ a: [1, null] }],
        metadata: JSON.parse('{"__proto__":{"a":1},"":"\\u2028"}'),
      })
      const bare = contactAt("grace@example.com", NOON)
      yield* insert(organization, [full, bare])
      const [one, other] = yield* readAll(organization, { sort: "email" })
      assert.deepStrictEqual<unknown>(
        { ...one, accountIds: one?.accountIds.toSorted() },
        { ...full, importId: null, updatedAt: NOON },
      )
      assert.deepStrictEqual<unknown>(other, { ...bare, importId: null, updatedAt: NOON })
    }),
  )

  it.effect("reads the newest contact first", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const [old, ...others] = [3, 1, 2].map((hour, i) =>
        contactAt(`p${i}@example.com`, new Date(NOON.getTime() - hour * 3_600_000)),
      ) as [NewContact, NewContact, NewContact]
      yield* insert(organization, [old, ...others])
      assert.deepStrictEqual(emailsOf(yield* readAll(organization, { limit: 1 })), emailsOf([...others, old]))
    }),
  )

  it.effect("leaves out contacts that are soft-deleted, and has those that took their emails", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const [gone, stays] = simultaneous(2) as [NewContact, NewContact]
      yield* insert(organization, [gone, stays])
      yield* (yield* StoreFixture).deleteContact(organization, gone.email)
      assert.deepStrictEqual(emailsOf(yield* readAll(organization)), [stays.email])
      const again = contactAt(gone.email, new Date())
      yield* insert(organization, [again])
      for (const sort of sorts) {
        const ids = (yield* readAll(organization, { sort })).map(({ id }) => id)
        assertSame(ids, [again.id, stays.id])
      }
      assert.deepStrictEqual(
        (yield* readAll(organization, { filter: { email: gone.email } })).map(({ id }) => id),
        [again.id],
      )
    }),
  )

  it.effect("shows a contact whose account or contact type is closed, and finds it by that", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["A1", "A2"] })
      const [accountId, other] = ["A1", "A2"] as unknown as [NewContact["accountIds"][0], NewContact["accountIds"][0]]
      const [one, two, none] = simultaneous(3) as [NewContact, NewContact, NewContact]
      yield* insert(organization, [
        { ...one, accountIds: [accountId] },
        { ...two, accountIds: [other, accountId] },
        none,
      ])
      yield* (yield* StoreFixture).deleteAccount(organization, accountId)
      yield* (yield* StoreFixture).deleteContactType(organization, TYPE)
      assertCount(yield* readAll(organization), 3)
      for (const sort of sorts) {
        const found = yield* readAll(organization, { filter: { accountId }, sort, limit: 1 })
        assertSame(emailsOf(found), emailsOf([one, two]))
        assertCount(yield* readAll(organization, { filter: { accountId: other }, sort }), 1)
      }
      assertCount(yield* readAll(organization, { filter: { contactType: TYPE } }), 3)
      assertCount(yield* readAll(organization, { filter: { contactType: ContactTypeId.make("CT9") } }), 0)
    }),
  )

  it.effect("compares the source exactly", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const sources = ["Fair", "fair", "Fäir", "Fair 2", null]
      yield* insert(
        organization,
        simultaneous(sources.length).map((contact, i) => ({ ...contact, source: sources[i] ?? null })),
      )
      const found = yield* readAll(organization, { filter: { source: "Fair" } })
      assert.deepStrictEqual(
        found.map(({ source }) => source),
        ["Fair"],
      )
    }),
  )

  it.effect("reads windows of time that join without a gap or an overlap", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const times = [-1, 0, 1].map((millis) => new Date(NOON.getTime() + millis))
      yield* insert(
        organization,
        times.map((time, i) => contactAt(`p${i}@example.com`, time)),
      )
      for (const sort of sorts) {
        const before = yield* readAll(organization, { filter: { createdBefore: NOON }, sort })
        const after = yield* readAll(organization, { filter: { createdAfter: NOON }, sort })
        assert.deepStrictEqual(emailsOf(before), ["p0@example.com"])
        assertSame(emailsOf(after), ["p1@example.com", "p2@example.com"])
        const none = { createdAfter: NOON, createdBefore: NOON }
        assertCount(yield* readAll(organization, { filter: none, sort }), 0)
      }
    }),
  )

  it.effect("finds nothing of an organization that does not exist, and nothing of another one", () =>
    Effect.gen(function* () {
      const ours = yield* arrangeOrganization({ accounts: ["A1"] })
      const theirs = yield* arrangeOrganization({ accounts: ["A1"] })
      const accountIds = ["A1"] as unknown as NewContact["accountIds"]
      const [mine] = simultaneous(1) as [NewContact]
      yield* insert(
        theirs,
        simultaneous(20).map((contact) => ({ ...contact, accountIds, source: "Fair" })),
      )
      yield* insert(ours, [{ ...mine, id: idAt(NOON), accountIds, source: "Fair" }])
      const filters: ReadonlyArray<ContactFilter> = [
        {},
        { email: mine.email },
        { accountId: accountIds[0] as NonNullable<ContactFilter["accountId"]> },
        { contactType: TYPE },
        { source: "Fair" },
        { createdAfter: NOON },
        { createdBefore: new Date(NOON.getTime() + 1) },
      ]
      for (const filter of filters) {
        for (const sort of sorts) assertCount(yield* readAll(ours, { filter, sort, limit: 3 }), 1)
        assertCount(yield* readAll("nobody" as OrganizationId, { filter }), 0)
      }
      // Where another organization's page ended is a place in this one's list, too.
      const { page } = yield* ContactReader
      for (const sort of sorts) {
        const { next: after } = yield* page(theirs, { filter: {}, sort, after: null, limit: 7 })
        const { contacts } = yield* page(ours, { filter: {}, sort, after, limit: 7 })
        assert.isTrue(contacts.every(({ email }) => email === mine.email))
      }
    }),
  )

  it.effect("shows each of thousands of one moment once, while others come and the one at the end of a page goes", () =>
    Effect.gen(function* () {
      for (const sort of sorts) {
        const organization = yield* arrangeOrganization()
        const contacts = simultaneous(2500)
        yield* insert(organization, contacts)
        const deleted = new Set<string>()
        let pages = 0
        const between = Effect.fnUntraced(function* (page: ReadonlyArray<ListedContact>) {
          const last = page.at(-1)
          if (pages++ > 5 || last === undefined) return
          deleted.add(last.email)
          yield* (yield* StoreFixture).deleteContact(organization, last.email)
          yield* insert(organization, simultaneous(50, `q${pages}-`))
        })
        const read = emailsOf(yield* readAll(organization, { sort, limit: 70, between }))
        assert.isTrue(deleted.size > 5)
        assertOnce(read, emailsOf(contacts))
      }
    }),
  )

  it.effect("shows a contact that exists throughout exactly once, whatever else happens between pages", () => {
    const step = fc.record({ inserted: fc.nat(3), deleted: fc.array(fc.nat(), { maxLength: 3 }) })
    const example = fc.record({
      contacts: fc.integer({ min: 1, max: 25 }),
      limit: fc.integer({ min: 1, max: 10 }),
      sort: fc.constantFrom(...sorts),
      steps: fc.array(step, { maxLength: 8 }),
    })
    return checkProperty(example, Math.ceil(runs / 2), ({ contacts, limit, sort, steps }) =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        yield* insert(organization, simultaneous(contacts))
        const alive = new Map(simultaneous(contacts).map(({ email }) => [email, true]))
        let round = 0
        const between = Effect.fnUntraced(function* () {
          const { inserted = 0, deleted = [] } = steps[round++] ?? {}
          for (const at of deleted) {
            const email = [...alive.keys()][at % Math.max(1, alive.size)]
            if (email === undefined) continue
            alive.delete(email)
            yield* (yield* StoreFixture).deleteContact(organization, email)
          }
          yield* insert(organization, simultaneous(inserted, `q${round}-`))
        })
        const read = emailsOf(yield* readAll(organization, { limit, sort, between }))
        assertOnce(read, alive.keys())
      }),
    )
  })

  it.effect("rejects a position that it has not returned, or begins there", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      yield* insert(organization, simultaneous(3))
      const { page } = yield* ContactReader
      for (const after of ["", "x", "' or 1=1 --", "019a20a4-d1f2-7c3b-8e4f", "\u{10FFFF}", "-1"]) {
        for (const sort of sorts) {
          const read = page(organization, { filter: {}, sort, after, limit: 10 })
          const contacts = yield* Effect.catchTag(read, "InvalidPosition", () => Effect.succeed({ contacts: [] }))
          assert.isTrue(contacts.contacts.length <= 3)
        }
      }
    }),
  )
})
