import {
  Administration,
  AlreadyExists,
  ApiKeyNotFound,
  NotFound,
  OrganizationNotFound,
} from "@bulk-contacts/adapter-pg"
import {
  AccountId,
  Accounts,
  ApiKeys,
  ContactTypeId,
  ContactTypes,
  InvalidId,
  OrganizationId,
} from "@bulk-contacts/core"
import { assert, layer } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { createOrganization, TYPE } from "./support/organization.ts"
import { layerPostgres } from "./support/stores.ts"

layer(layerPostgres, { excludeTestServices: true })("Administration", (it) => {
  const nowhere = OrganizationId.make("nowhere")

  it.effect("tells whether the database is empty", () =>
    Effect.gen(function* () {
      const { isEmpty } = yield* Administration
      assert.isTrue(yield* isEmpty)
      yield* createOrganization()
      assert.isFalse(yield* isEmpty)
    }),
  )

  it.effect("knows which organizations exist", () =>
    Effect.gen(function* () {
      const { organizationExists } = yield* Administration
      const { id } = yield* createOrganization()
      assert.deepStrictEqual([yield* organizationExists(id), yield* organizationExists(nowhere)], [true, false])
    }),
  )

  it.effect("rejects an id that is taken", () =>
    Effect.gen(function* () {
      const administration = yield* Administration
      const { id: organizationId } = yield* createOrganization(1)
      const organization = administration.createOrganization({ id: organizationId, name: "Again" })
      assert.deepStrictEqual(
        yield* Effect.flip(organization),
        new AlreadyExists({ kind: "organization", id: organizationId }),
      )
      const account = administration.createAccount({ organizationId, id: AccountId.make("A0"), name: "Again" })
      assert.deepStrictEqual(yield* Effect.flip(account), new AlreadyExists({ kind: "account", id: "A0" }))
      const type = administration.createContactType({ organizationId, id: TYPE, name: "Again", isDefault: false })
      assert.deepStrictEqual(yield* Effect.flip(type), new AlreadyExists({ kind: "contact type", id: TYPE }))
    }),
  )

  it.effect("rejects an id that cannot be printed or typed, and uses one that exists already", () =>
    Effect.gen(function* () {
      const administration = yield* Administration
      const { id: organizationId } = yield* createOrganization()
      const [id, name] = ["a\u202eb", "Hidden"]
      const reason = "must not contain U+202E"
      const organization = administration.createOrganization({ id: OrganizationId.make(id), name })
      assert.deepStrictEqual(yield* Effect.flip(organization), new InvalidId({ kind: "organization", reason }))
      const account = administration.createAccount({ organizationId, id: AccountId.make(id), name })
      assert.deepStrictEqual(yield* Effect.flip(account), new InvalidId({ kind: "account", reason }))
      const type = { organizationId, id: ContactTypeId.make(id), name, isDefault: false }
      assert.deepStrictEqual(
        yield* Effect.flip(administration.createContactType(type)),
        new InvalidId({ kind: "contact type", reason }),
      )
      const sql = yield* SqlClient.SqlClient
      yield* sql`insert into organizations (id, name) values (${id}, ${name})`
      assert.isTrue(yield* administration.organizationExists(OrganizationId.make(id)))
      yield* administration.createApiKey(OrganizationId.make(id))
    }),
  )

  it.effect("rejects an organization that does not exist", () =>
    Effect.gen(function* () {
      const administration = yield* Administration
      const [id, name] = ["X", "An X"]
      const type = { organizationId: nowhere, id: ContactTypeId.make(id), name, isDefault: true }
      const attempts: ReadonlyArray<Effect.Effect<void, unknown>> = [
        administration.createAccount({ organizationId: nowhere, id: AccountId.make(id), name }),
        administration.createContactType(type),
        Effect.asVoid(administration.createApiKey(nowhere)),
      ]
      for (const attempt of attempts) {
        assert.deepStrictEqual(yield* Effect.flip(attempt), new OrganizationNotFound({ id: nowhere }))
      }
    }),
  )

  it.effect("keeps the default contact type if the new one cannot be created", () =>
    Effect.gen(function* () {
      const { createContactType } = yield* Administration
      const { id: organizationId } = yield* createOrganization()
      yield* Effect.flip(createContactType({ organizationId, id: TYPE, name: "Again", isDefault: true }))
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(organizationId), Option.some(TYPE))
    }),
  )

  it.effect("stores only the hash and the prefix of an API key", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const { key, prefix } = yield* (yield* Administration).createApiKey(id)
      const text = Redacted.value(key)
      assert.match(text, /^bck_[\w-]{43}$/)
      assert.isTrue(text.startsWith(prefix))
      const [stored] = yield* sql<{ readonly row: string; readonly hashed: boolean; readonly prefix: string }>`
        select api_keys::text as row, hash = sha256(convert_to(${text}, 'UTF8')) as hashed, prefix
        from api_keys where organization_id = ${id}`
      assert.deepInclude(stored, { hashed: true, prefix })
      assert.notInclude(stored?.row, text.slice(prefix.length))
      assert.notInclude(JSON.stringify({ key }), text)
    }),
  )

  it.effect("revokes an API key by the key or by its prefix, once and immediately", () =>
    Effect.gen(function* () {
      const { createApiKey, revokeApiKey } = yield* Administration
      const { organizationOf } = yield* ApiKeys
      const { id } = yield* createOrganization()
      const [revoked, kept] = [yield* createApiKey(id), yield* createApiKey(id)]
      // From now on the owner is in a cache.
      assert.deepStrictEqual(yield* organizationOf(revoked.key), Option.some(id))
      yield* revokeApiKey(Redacted.make(revoked.prefix))
      assert.deepStrictEqual(yield* organizationOf(revoked.key), Option.none())
      assert.deepStrictEqual(yield* organizationOf(kept.key), Option.some(id))
      assert.deepStrictEqual(yield* Effect.flip(revokeApiKey(revoked.key)), new ApiKeyNotFound())
    }),
  )

  it.effect("adds a key with a known value, any number of times", () =>
    Effect.gen(function* () {
      const { addApiKey } = yield* Administration
      const { id } = yield* createOrganization()
      const key = Redacted.make("a-key-of-the-demonstration")
      yield* addApiKey(id, key)
      yield* addApiKey(id, key)
      assert.deepStrictEqual(yield* (yield* ApiKeys).organizationOf(key), Option.some(id))
    }),
  )

  it.effect("renames, and names what does not exist", () =>
    Effect.gen(function* () {
      const administration = yield* Administration
      const { id: organizationId } = yield* createOrganization(1)
      const [account, name] = [AccountId.make("A0"), "Another name"]
      yield* administration.renameOrganization({ id: organizationId, name })
      yield* administration.renameAccount({ organizationId, id: account, name })
      yield* administration.renameContactType({ organizationId, id: TYPE, name })
      const organizations = yield* administration.organizations(null)
      assert.deepInclude(
        organizations.find(({ id }) => id === organizationId),
        { name },
      )
      assert.deepInclude((yield* administration.accounts(organizationId, 1))[0], { id: "A0", name, closedAt: null })
      assert.deepInclude((yield* administration.contactTypes(organizationId, 1))[0], {
        id: TYPE,
        name,
        isDefault: true,
      })
      assert.deepStrictEqual(
        yield* Effect.flip(administration.renameOrganization({ id: nowhere, name })),
        new OrganizationNotFound({ id: nowhere }),
      )
      assert.deepStrictEqual(
        yield* Effect.flip(administration.renameAccount({ organizationId, id: AccountId.make("A1"), name })),
        new NotFound({ kind: "account", id: "A1", organizationId }),
      )
      const { id: other } = yield* createOrganization()
      yield* Effect.flip(administration.renameAccount({ organizationId: other, id: account, name: "Not theirs" }))
      assert.deepInclude((yield* administration.accounts(organizationId, 1))[0], { name })
    }),
  )

  it.effect("closes accounts and contact types: new contacts cannot name them", () =>
    Effect.gen(function* () {
      const administration = yield* Administration
      const { id: organizationId, accountIds } = yield* createOrganization(2)
      const { id: other } = yield* createOrganization(2)
      const [closed = AccountId.make(""), open = AccountId.make("")] = accountIds
      yield* administration.closeAccount(organizationId, closed)
      const [before] = yield* administration.accounts(organizationId, null)
      yield* administration.closeAccount(organizationId, closed)
      assert.deepStrictEqual((yield* administration.accounts(organizationId, null))[0], before)
      const accounts = yield* Accounts
      assert.deepStrictEqual(yield* accounts.missing(organizationId, [closed, open]), [closed])
      assert.deepStrictEqual(yield* accounts.missing(other, [closed, open]), [])

      assert.isTrue(yield* administration.closeContactType(organizationId, TYPE))
      assert.isFalse(yield* administration.closeContactType(organizationId, TYPE))
      const types = yield* ContactTypes
      assert.deepStrictEqual(yield* types.missing(organizationId, [TYPE]), [TYPE])
      assert.deepStrictEqual(yield* types.default(organizationId), Option.none())
      assert.deepStrictEqual(yield* types.default(other), Option.some(TYPE))
    }),
  )

  it.effect("changes the default contact type, but not to one that is closed", () =>
    Effect.gen(function* () {
      const administration = yield* Administration
      const { id: organizationId } = yield* createOrganization()
      const [next, closed] = [ContactTypeId.make("CT2"), ContactTypeId.make("CT3")]
      for (const id of [next, closed]) {
        yield* administration.createContactType({ organizationId, id, name: id, isDefault: false })
      }
      yield* administration.closeContactType(organizationId, closed)
      yield* administration.setDefaultContactType(organizationId, next)
      const types = yield* ContactTypes
      assert.deepStrictEqual(yield* types.default(organizationId), Option.some(next))
      assert.deepStrictEqual(
        yield* Effect.flip(administration.setDefaultContactType(organizationId, closed)),
        new NotFound({ kind: "open contact type", id: closed, organizationId }),
      )
      assert.deepStrictEqual(yield* types.default(organizationId), Option.some(next))
    }),
  )

  it.effect("lists API keys with their names, the newest first, and says how many are left", () =>
    Effect.gen(function* () {
      const administration = yield* Administration
      const { id } = yield* createOrganization()
      const first = yield* administration.createApiKey(id, "Website")
      const second = yield* administration.createApiKey(id)
      yield* (yield* ApiKeys).organizationOf(second.key)
      const { prefix } = first
      assert.deepStrictEqual(yield* administration.revokeApiKey(Redacted.make(prefix)), [
        { organizationId: id, prefix, remaining: 1 },
      ])
      const [newest, oldest] = yield* administration.apiKeys(id, null)
      assert.deepInclude(oldest, { name: "Website", prefix, lastUsedAt: null })
      assert.instanceOf(oldest?.revokedAt, Date)
      assert.deepInclude(newest, { name: null, prefix: second.prefix, revokedAt: null })
      assert.instanceOf(newest?.lastUsedAt, Date)
      assert.hasAllKeys(newest, ["name", "prefix", "createdAt", "lastUsedAt", "revokedAt"])
      assert.lengthOf(yield* administration.apiKeys(id, 1), 1)
      const [last] = yield* administration.revokeApiKey(second.key)
      assert.strictEqual(last?.remaining, 0)
      assert.deepStrictEqual(
        yield* Effect.flip(administration.apiKeys(nowhere, null)),
        new OrganizationNotFound({ id: nowhere }),
      )
    }),
  )
})
