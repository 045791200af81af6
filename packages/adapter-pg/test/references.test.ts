import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { type BulkCreateOptions, bulkCreateContacts, ReferenceNotFound } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { untilBlocked } from "@bulk-contacts/test-support/statements"
import { assert, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient, SqlError } from "effect/sql"
import { createOrganization, emails, TYPE } from "./support/organization.ts"

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url) }), layerConnection(url)),
  ),
)

/** A small request is first tried in one step, which does not wait long. One whose outcomes are asked for is not. */
const kinds: ReadonlyArray<BulkCreateOptions> = [{}, { outcomes: true }]

layer(layerStore, { excludeTestServices: true })("If another program", (it) => {
  it.effect.each(kinds)("closes an account while a request waits for it, the request does not find it: %j", (options) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id, accountIds } = yield* createOrganization(1)
      const request = yield* sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`update accounts set deleted_at = now() where organization_id = ${id}`
          const request = yield* Effect.forkDetach(bulkCreateContacts(id, { contacts: emails(1), accountIds }, options))
          yield* untilBlocked
          return request
        }),
      )
      assert.deepStrictEqual(
        yield* Effect.flip(Fiber.join(request)),
        new ReferenceNotFound({ accountIds, contactTypes: [], defaultContactTypeMissing: false }),
      )
    }),
  )

  it.effect.each(kinds)(
    "replaces the default contact type while a request waits for it, the request uses it: %j",
    (options) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id } = yield* createOrganization()
        const request = yield* sql.withTransaction(
          Effect.gen(function* () {
            yield* sql`update contact_types set is_default = false where organization_id = ${id}`
            yield* sql`
            insert into contact_types (organization_id, id, name, is_default) values (${id}, 'CT2', 'Another', true)`
            const request = yield* Effect.forkDetach(bulkCreateContacts(id, { contacts: emails(1) }, options))
            yield* untilBlocked
            return request
          }),
        )
        assert.strictEqual((yield* Fiber.join(request)).created, 1)
        const types = yield* sql`select contact_type from contacts where organization_id = ${id}`
        assert.deepStrictEqual(types, [{ contact_type: "CT2" }])
      }),
  )

  it.effect("writes what the constraints forbid, the database rejects it", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization(1)
      yield* bulkCreateContacts(id, { contacts: emails(1), accountIds: ["A0"] })
      const statements = [
        sql`delete from organizations where id = ${id}`,
        sql`delete from accounts where organization_id = ${id}`,
        sql`delete from contact_types where organization_id = ${id}`,
        sql`update accounts set id = 'A1' where organization_id = ${id}`,
        sql`update contacts set contact_type = 'nowhere' where organization_id = ${id}`,
        sql`update contacts set email = '' where organization_id = ${id}`,
        sql`update contacts set metadata = '[]' where organization_id = ${id}`,
        sql`update contacts set account_ids = '{nowhere}' where organization_id = ${id}`,
        sql`update contacts set account_ids = null where organization_id = ${id}`,
        sql`insert into contact_types (organization_id, id, name, is_default) values (${id}, 'CT3', 'Third', true)`,
        sql`
          insert into contacts (organization_id, id, email, first_name, contact_type, created_at, updated_at)
          values (${id}, gen_random_uuid(), 'ada0@example.com', 'Ada', ${TYPE}, now(), now())`,
      ]
      for (const statement of statements) {
        const error = yield* Effect.flip(statement)
        assert.instanceOf(error, SqlError.SqlError)
        assert.include(["ConstraintError", "UniqueViolation"], error.reason._tag, statement.compile()[0])
      }
    }),
  )
})
