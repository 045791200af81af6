import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts, type OrganizationId } from "@bulk-contacts/core"
import {
  layerConnection,
  migratedDatabase,
  partitionedDatabase,
  withSearchPath,
} from "@bulk-contacts/test-support/databases"
import { untilBlocked } from "@bulk-contacts/test-support/statements"
import { PgClient } from "@effect/sql-pg"
import { assert, layer } from "@effect/vitest"
import { Context, Effect, Fiber, Layer, Predicate, Redacted } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { createOrganization, emails } from "./support/organization.ts"

/** Another connection, with the application name that `untilBlocked` looks for. */
class Other extends Context.Service<Other, SqlClient.SqlClient>()("test/Other") {}

// Connects before any test: within a transaction, `pg_stat_activity` does not change after its first use.
const connect = (sql: SqlClient.SqlClient) => sql`select`

const layerOther = (url: string) =>
  Layer.effect(Other, Effect.tap(SqlClient.SqlClient, connect)).pipe(
    Layer.provide(
      Layer.fresh(
        PgClient.layer({ url: Redacted.make(withSearchPath(url, "bulk_contacts")), applicationName: "bulk-contacts" }),
      ),
    ),
  )

const layerPrograms = (url: string) =>
  Layer.mergeAll(PostgresStore.layer({ url: Redacted.make(url) }), layerConnection(url), layerOther(url))

const layouts = {
  "on whole tables": migratedDatabase,
  "on partitioned tables": partitionedDatabase,
}

/** An organization with a contact of the account `A0`, and an unused account `A1`. */
const arrange = Effect.gen(function* () {
  const { id } = yield* createOrganization(2)
  yield* bulkCreateContacts(id, { contacts: emails(1), accountIds: ["A0"] })
  return { id }
})

const assertRefused = Effect.fnUntraced(function* <R>(
  statement: Effect.Effect<unknown, SqlError.SqlError, R>,
  message: RegExp,
) {
  const { reason } = yield* Effect.flip(statement)
  assert.strictEqual(reason._tag, "ConstraintError")
  assert.isTrue(Predicate.hasProperty(reason.cause, "code") && reason.cause.code === "23503")
  assert.match(String(reason.cause), message)
})

/** The tables that another program may name: the whole tables, and the partitions with the rows of the organization. */
const findTables = Effect.fnUntraced(function* (id: OrganizationId) {
  const sql = yield* SqlClient.SqlClient
  const [partition] = yield* sql<Record<"contacts" | "accounts" | "contact_types", string>>`
    select
      (select tableoid::regclass::text from contacts where organization_id = ${id} limit 1) as contacts,
      (select tableoid::regclass::text from accounts where organization_id = ${id} limit 1) as accounts,
      (select tableoid::regclass::text from contact_types where organization_id = ${id} limit 1) as contact_types`
  assert.isDefined(partition)
  const whole = { contacts: "contacts", accounts: "accounts", contact_types: "contact_types" }
  return partition.contacts === "contacts" ? [whole] : [whole, partition]
})

for (const [layout, database] of Object.entries(layouts)) {
  const layerDatabase = Layer.unwrap(Effect.map(database, layerPrograms))

  layer(layerDatabase, { excludeTestServices: true })(`References ${layout}`, (it) => {
    it.effect("must exist, however the contact is written", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id } = yield* arrange
        const stranger = yield* createOrganization(1)
        for (const { contacts } of yield* findTables(id)) {
          const insert = (accountIds: ReadonlyArray<string | null>, contactType = "CT1") => sql`
            insert into ${sql(contacts)} (
              organization_id, id, email, first_name, contact_type, account_ids, created_at, updated_at
            )
            select ${id}, gen_random_uuid(), gen_random_uuid() || '@example.com', 'Ada', ${contactType}, ids, now(), now()
            from (values (array['A0', 'A1']), (${accountIds}::text[])) as given (ids)`
          yield* assertRefused(insert(["A1", "nowhere"]), /account_ids refers to nowhere/)
          yield* assertRefused(insert(["A1", null]), /account_ids refers to null/)
          yield* assertRefused(insert(["A1"], "nowhere"), /contact_type refers to nowhere/)
          yield* assertRefused(
            sql`update ${sql(contacts)} set account_ids = account_ids || 'nowhere'::text where organization_id = ${id}`,
            /account_ids refers to nowhere/,
          )
          yield* assertRefused(
            sql`update ${sql(contacts)} set contact_type = 'nowhere' where organization_id = ${id}`,
            /contact_type refers to nowhere/,
          )
        }
        yield* sql`insert into accounts (organization_id, id, name) values (${id}, 'A9', 'Its own')`
        yield* sql`update contacts set account_ids = '{A9}' where organization_id = ${id}`
        yield* assertRefused(
          sql`update contacts set organization_id = ${stranger.id} where organization_id = ${id}`,
          /account_ids refers to A9/,
        )
      }),
    )

    it.effect("prevent deletion of what they refer to", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id } = yield* arrange
        for (const { accounts, contact_types } of yield* findTables(id)) {
          for (const table of [accounts, contact_types]) {
            yield* assertRefused(sql`delete from ${sql(table)} where organization_id = ${id}`, /still refers to/)
            yield* assertRefused(sql`truncate ${sql(table)}`, /truncate both/)
          }
          yield* assertRefused(
            sql`update ${sql(accounts)} set id = 'A9' where id = 'A0' and organization_id = ${id}`,
            /A0/,
          )
          yield* assertRefused(
            sql`update ${sql(contact_types)} set id = 'CT9' where organization_id = ${id}`,
            /still refers to CT1/,
          )
        }
      }),
    )

    it.effect("allow deletion of what nothing refers to", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id } = yield* arrange
        yield* sql`update accounts set id = 'A9' where organization_id = ${id} and id = 'A1'`
        yield* sql`delete from accounts where organization_id = ${id} and id = 'A9'`
        yield* sql`delete from contacts where organization_id = ${id}`
        yield* sql`delete from contact_types where organization_id = ${id}`
        yield* sql`truncate contacts, accounts, contact_types`
      }),
    )

    it.effect("prevent deletion at isolation levels that do not see concurrent writes", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id } = yield* arrange
        const deletion = sql.withTransaction(sql`delete from accounts where organization_id = ${id} and id = 'A1'`)
        for (const level of ["repeatable read", "serializable"]) {
          const error = yield* deletion.pipe(
            Effect.provideService(SqlClient.BeginTransaction, `begin isolation level ${level}`),
            Effect.flip,
          )
          assert.match(String(error.reason.cause), /read committed only/)
        }
      }),
    )

    it.effect("hold if one connection inserts while another one deletes, whichever is first", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const other = yield* Other
        const { id } = yield* arrange
        const link = (sql: SqlClient.SqlClient) =>
          sql`update contacts set account_ids = '{A0, A1}' where organization_id = ${id}`
        const unlink = sql`update contacts set account_ids = '{A0}' where organization_id = ${id}`
        const remove = (sql: SqlClient.SqlClient) =>
          sql`delete from accounts where organization_id = ${id} and id = 'A1'`
        /** The result of `second`, which has waited for the transaction of `first`. */
        const after = (
          first: Effect.Effect<unknown, SqlError.SqlError>,
          second: Effect.Effect<unknown, SqlError.SqlError>,
        ) =>
          Effect.flatten(
            sql.withTransaction(
              Effect.gen(function* () {
                yield* first
                const fiber = yield* Effect.forkDetach(second)
                yield* untilBlocked
                return Fiber.join(fiber)
              }),
            ),
          )
        yield* assertRefused(after(link(sql), remove(other)), /still refers to A1/)
        yield* unlink
        yield* assertRefused(after(remove(sql), link(other)), /refers to A1/)
      }),
    )
  })
}
