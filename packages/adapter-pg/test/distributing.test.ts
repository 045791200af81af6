import { Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { emptyDatabase, layerPlainConnection, partitionedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { tables } from "../src/migrations/index.ts"
import { distribute, installFakeCitus } from "./support/fakeCitus.ts"

const query = (url: string, ...statements: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    let rows: ReadonlyArray<unknown> = []
    for (const statement of statements) rows = yield* sql.unsafe<object>(statement)
    return rows
  }).pipe(Effect.provide(layerPlainConnection(url), { local: true }))

const layerStore = (url: string, schema: string) => PostgresStore.layer({ url: Redacted.make(url), schema })

/** A database with the schema, in a PostgreSQL schema of this name, on what looks like Citus. */
const citusDatabase = Effect.fnUntraced(function* (schema = "tenants") {
  const url = yield* emptyDatabase
  yield* query(url, `create schema if not exists "${schema}"`)
  yield* Effect.provide(installFakeCitus(schema), layerPlainConnection(url), { local: true })
  yield* Effect.provide(
    Effect.flatMap(Migrations, ({ run }) => run),
    layerStore(url, schema),
    { local: true },
  )
  yield* untilClosed(url)
  return url
})

/** Waits until the database has closed the connections of the store. */
const untilClosed = (url: string) =>
  Effect.repeat(
    query(
      url,
      "select from pg_stat_activity where datname = current_database() and application_name = 'bulk-contacts'",
    ),
    {
      until: (rows) => rows.length === 0,
    },
  )

const distributed = (url: string) =>
  query(
    url,
    `select relnamespace::regnamespace || '.' || relname as name, partmethod, partkey, colocationid
    from pg_dist_partition join pg_class on oid = logicalrelid order by relname`,
  )

/** What `distributed` returns for a schema that is distributed as a whole. */
const everything = (schema: string, colocation = 1) =>
  [...tables.filter((name) => name !== "contact_accounts"), "bulk_contacts_migrations"].toSorted().map((name) => {
    const qualified = `${schema}.${name}`
    if (name === "bulk_contacts_migrations") return { name: qualified, partmethod: "n", partkey: null, colocationid: 0 }
    const partkey = name === "organizations" ? "id" : "organization_id"
    return { name: qualified, partmethod: "h", partkey, colocationid: colocation }
  })

/** Runs the recipe, and returns why it was refused. */
const refusal = (url: string) => Effect.map(Effect.flip(distribute(url)), (error) => JSON.stringify(causesOf(error)))

const causesOf = (error: unknown): ReadonlyArray<string> =>
  error instanceof Error ? [error.message, ...causesOf(error.cause)] : [JSON.stringify(error)]

describe("The recipe for Citus", () => {
  it.live("distributes each table of the schema by organization, in any schema, and can be run again", () =>
    Effect.gen(function* () {
      for (const schema of ["public", "tenants", "Odd name"]) {
        const url = yield* citusDatabase(schema)
        yield* distribute(url)
        const quoted = schema === "Odd name" ? `"${schema}"` : schema
        assert.deepStrictEqual(yield* distributed(url), everything(quoted))
        yield* distribute(url)
        assert.deepStrictEqual(yield* distributed(url), everything(quoted))
      }
    }),
  )

  it.live("distributes everything or nothing, and what is left if a part was distributed by hand", () =>
    Effect.gen(function* () {
      const url = yield* citusDatabase()
      yield* query(url, "insert into fails values ('staged_contacts')")
      assert.include(yield* refusal(url), "a worker is down")
      assert.deepStrictEqual(yield* distributed(url), [])
      yield* query(url, "delete from fails", "select create_distributed_table('organizations', 'id')")
      yield* distribute(url)
      assert.deepStrictEqual(yield* distributed(url), everything("tenants"))
    }),
  )

  it.live("distributes the schema that the session names", () =>
    Effect.gen(function* () {
      const url = yield* citusDatabase("tenants")
      // Otherwise the recipe would take these tables.
      yield* query(url, "create schema bulk_contacts", "create table bulk_contacts.bulk_contacts_migrations ()")
      yield* query(
        url,
        "alter database current set search_path = bulk_contacts, fake_citus".replace(
          "current",
          `"${new URL(url).pathname.slice(1)}"`,
        ),
      )
      const named = new URL(url)
      named.searchParams.set("options", "-c bulk_contacts.schema=tenants")
      yield* distribute(named.href)
      assert.deepStrictEqual(yield* distributed(url), everything("tenants"))
    }),
  )

  it.live("says which settings are missing", () =>
    Effect.gen(function* () {
      const url = yield* citusDatabase()
      const name = new URL(url).pathname.slice(1)
      const settings = [`"${name}" set citus.enable_unsafe_triggers = on`, `"${name}" set lock_timeout = '10s'`]
      const warnings = yield* distribute(url)
      for (const setting of settings) assert.include(warnings, `alter database ${setting}`)
      yield* query(url, ...settings.map((setting) => `alter database ${setting}`))
      assert.notInclude(yield* distribute(url), "WARNING")
    }),
  )

  describe("refuses, and changes nothing,", () => {
    const isRefused = Effect.fnUntraced(function* (url: string, message: string) {
      const before = yield* distributed(url)
      assert.include(yield* refusal(url), message)
      assert.deepStrictEqual(yield* distributed(url), before)
    })

    it.live("a database without Citus or without the tables", () =>
      Effect.gen(function* () {
        const url = yield* emptyDatabase
        assert.include(yield* refusal(url), "The extension Citus is not installed in the database")
        yield* Effect.provide(installFakeCitus("public"), layerPlainConnection(url), { local: true })
        yield* isRefused(
          url,
          "The schema bulk_contacts lacks tables: organizations, bulk_contacts_migrations, api_keys",
        )
      }),
    )

    it.live("the tables of an earlier release, whose triggers fail on Citus", () =>
      Effect.gen(function* () {
        const url = yield* citusDatabase()
        yield* query(url, "delete from bulk_contacts_migrations where migration_id >= 8")
        yield* isRefused(url, "The schema tenants belongs to an earlier release")
      }),
    )

    it.live("partitioned tables", () =>
      Effect.gen(function* () {
        const url = yield* partitionedDatabase
        yield* Effect.provide(installFakeCitus("public"), layerPlainConnection(url), { local: true })
        yield* isRefused(url, "These tables are partitioned: organizations, api_keys,")
      }),
    )

    it.live("foreign keys of other tables", () =>
      Effect.gen(function* () {
        const url = yield* citusDatabase()
        yield* query(
          url,
          'create table invoices (organization text collate "C" constraint payer references organizations)',
        )
        yield* isRefused(url, "have foreign keys to these tables, which Citus does not support: invoices (payer)")
      }),
    )

    it.live("tables that are distributed in another way", () =>
      Effect.gen(function* () {
        for (const statement of [
          "select create_reference_table('organizations')",
          "select create_distributed_table('organizations', 'name')",
          "select create_distributed_table('contacts', 'organization_id')",
          "select create_distributed_table('bulk_contacts_migrations', 'name')",
        ]) {
          const url = yield* citusDatabase()
          const [, name = ""] = /'(\w+)'/.exec(statement) ?? []
          yield* query(url, "set citus.enable_unsafe_triggers = on", statement)
          yield* isRefused(url, `These tables are distributed already, but not by organization: ${name}`)
        }
        const url = yield* citusDatabase()
        yield* query(
          url,
          "set citus.enable_unsafe_triggers = on",
          "select create_distributed_table('organizations', 'id')",
          "select create_distributed_table('contacts', 'organization_id')",
        )
        yield* isRefused(url, "These tables are distributed already, but not by organization: contacts")
      }),
    )

    it.live("while a server is connected", () =>
      Effect.gen(function* () {
        const url = yield* citusDatabase()
        const whileConnected = Effect.gen(function* () {
          yield* (yield* Migrations).pending
          yield* isRefused(url, "Servers are connected to the database")
        })
        yield* Effect.provide(whileConnected, layerStore(url, "tenants"), { local: true })
        yield* untilClosed(url)
        yield* distribute(url)
      }),
    )
  })
})
