import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import {
  AccountId,
  Accounts,
  ApiKeys,
  bulkCreateContacts,
  Contacts,
  ContactTypeId,
  ContactTypes,
  EmailAddress,
  InvalidId,
  OrganizationId,
} from "@bulk-contacts/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Option, Redacted } from "effect"

const ORG = OrganizationId.make("org-1")

const seed = {
  id: ORG,
  apiKeys: ["key-1", "key-2"],
  accounts: ["A123", "A456"],
  contactTypes: ["CT123", "CT456"],
  defaultContactType: "CT123",
}

describe("makeMemoryStore", () => {
  it.effect("starts with the given organizations", () => {
    const store = makeMemoryStore(seed, { id: "org-2", apiKeys: ["key-3"] })
    return Effect.gen(function* () {
      const { organizationOf } = yield* ApiKeys
      const owners = yield* Effect.forEach(["key-1", "key-2", "key-3"], (key) => organizationOf(Redacted.make(key)))
      assert.deepStrictEqual(
        owners.map(Option.getOrNull),
        ["org-1", "org-1", "org-2"].map((id) => OrganizationId.make(id)),
      )
      const accounts = ["A123", "A456", "B123"].map((id) => AccountId.make(id))
      assert.deepStrictEqual(yield* (yield* Accounts).missing(ORG, accounts), [AccountId.make("B123")])
      const found = yield* (yield* ContactTypes).default(ORG)
      assert.deepStrictEqual(found, Option.some(ContactTypeId.make("CT123")))
    }).pipe(Effect.provide(store.layer))
  })

  it.effect("adds to an existing organization what the seed has in addition", () => {
    const store = makeMemoryStore(seed)
    return Effect.gen(function* () {
      yield* bulkCreateContacts(ORG, { contacts: ["ada@example.com"] })
      store.seed({ id: ORG, accounts: ["A789"], contactTypes: ["CT789"], defaultContactType: "CT789" })
      const accounts = ["A123", "A789"].map((id) => AccountId.make(id))
      assert.deepStrictEqual(yield* (yield* Accounts).missing(ORG, accounts), [])
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(ORG), Option.some(ContactTypeId.make("CT789")))
      assert.strictEqual(store.contacts(ORG).length, 1)
    }).pipe(Effect.provide(store.layer))
  })

  it.effect("is independent of other stores", () =>
    Effect.gen(function* () {
      const [one, other] = [makeMemoryStore(seed), makeMemoryStore(seed)]
      yield* Effect.provide(bulkCreateContacts(ORG, { contacts: ["ada@example.com"] }), one.layer)
      assert.deepStrictEqual([one.contacts(ORG).length, other.contacts(ORG).length], [1, 0])
    }),
  )

  it.effect("returns its contacts in the order of creation, including soft-deleted ones", () => {
    const store = makeMemoryStore(seed)
    return Effect.gen(function* () {
      yield* bulkCreateContacts(ORG, { contacts: ["b@example.com", "c@example.com"] })
      yield* store.deleteContact(ORG, "b@example.com")
      yield* bulkCreateContacts(ORG, { contacts: ["a@example.com", "b@example.com"] })
      assert.deepStrictEqual(
        store.contacts(ORG).map(({ email, deletedAt }) => [email, deletedAt !== null]),
        [
          ["b@example.com", true],
          ["c@example.com", false],
          ["a@example.com", false],
          ["b@example.com", false],
        ],
      )
    }).pipe(Effect.provide(store.layer))
  })

  it.effect("keeps what was stored, even if the caller changes its objects afterwards", () => {
    const store = makeMemoryStore(seed)
    return Effect.gen(function* () {
      const metadata = { plan: { name: "free" } }
      const customFieldValues = [{ size: "S" }]
      const accountIds = [AccountId.make("A123")]
      const { insertNew } = yield* Contacts
      yield* bulkCreateContacts(ORG, {
        contacts: [{ email: "ada@example.com", metadata, customFieldValues, accountIds }],
      })
      const [created] = store.contacts(ORG)
      assert.isDefined(created)
      if (created === undefined) return
      yield* store.deleteContact(ORG, created.email)
      yield* insertNew(ORG, [{ ...created, metadata, customFieldValues, accountIds }])
      metadata.plan.name = "changed"
      customFieldValues.push({ size: "changed" })
      accountIds.push(AccountId.make("changed"))
      for (const contact of [created, store.contacts(ORG).at(-1)]) {
        assert.deepStrictEqual(contact?.metadata, { plan: { name: "free" } })
        assert.deepStrictEqual(contact?.customFieldValues, [{ size: "S" }])
        assert.deepStrictEqual(contact?.accountIds, [AccountId.make("A123")])
      }
    }).pipe(Effect.provide(store.layer))
  })

  it.effect("stores nothing of an insert that dies halfway, even outside a unit of work", () => {
    const store = makeMemoryStore(seed)
    return Effect.gen(function* () {
      const { findByEmail, insertNew } = yield* Contacts
      yield* bulkCreateContacts(ORG, { contacts: ["ada@example.com"] })
      const [ada] = store.contacts(ORG)
      assert.isDefined(ada)
      if (ada === undefined) return
      const grace = EmailAddress.make("grace@example.com")
      const alan = EmailAddress.make("alan@example.com")
      const notCloneable = { name: () => "Alan" }
      const inserted = yield* Effect.exit(
        insertNew(ORG, [
          { ...ada, email: grace },
          { ...ada, email: alan, metadata: notCloneable },
        ]),
      )
      assert.isTrue(Exit.isFailure(inserted))
      assert.deepStrictEqual(store.contacts(ORG), [ada])
      assert.deepStrictEqual(yield* findByEmail(ORG, [grace, alan]), new Map())
    }).pipe(Effect.provide(store.layer))
  })

  it.effect("ignores a request to delete what does not exist", () => {
    const store = makeMemoryStore(seed)
    return Effect.gen(function* () {
      yield* bulkCreateContacts(ORG, { contacts: ["ada@example.com"] })
      yield* store.deleteContact(ORG, "grace@example.com")
      yield* store.deleteAccount(ORG, "nowhere")
      yield* store.deleteContactType(ORG, "nowhere")
      yield* store.revokeApiKey("nowhere")
      assert.deepStrictEqual(
        store.contacts(ORG).map(({ deletedAt }) => deletedAt),
        [null],
      )
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(ORG), Option.some(ContactTypeId.make("CT123")))
    }).pipe(Effect.provide(store.layer))
  })

  it.effect("dies if the organization does not exist", () => {
    const store = makeMemoryStore(seed)
    return Effect.gen(function* () {
      assert.throws(() => store.contacts("nowhere"), "The organization nowhere does not exist")
      const exit = yield* Effect.exit(store.deleteContact("nowhere", "ada@example.com"))
      assert.isTrue(Exit.hasDies(exit))
    }).pipe(Effect.provide(store.layer))
  })
})

it("adds nothing under an id that cannot be printed or typed", () => {
  const id = "a\u202eb"
  const store = makeMemoryStore()
  for (const seed of [
    { id },
    { id: "acme", accounts: ["A1", id] },
    { id: "acme", contactTypes: ["CT1", id] },
    { id: "acme", defaultContactType: id },
  ]) {
    assert.throws(() => store.seed(seed), InvalidId, "must not contain U+202E")
    assert.throws(() => makeMemoryStore(seed), InvalidId, "must not contain U+202E")
  }
})
