import { Administration, AlreadyExists, ApiKeyNotFound, OrganizationNotFound } from "@bulk-contacts/adapter-pg"
import { AccountId, ApiKeys, ContactTypeId, ContactTypes, InvalidId, OrganizationId } from "@bulk-contacts/core"
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
})
