import { Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { bulkCreateContacts } from "@bulk-contacts/core"
import {
  emptyDatabase,
  layerPlainConnection,
  migratedDatabase,
  withSearchPath,
} from "@bulk-contacts/test-support/databases"
import { migratedDirectory } from "@bulk-contacts/test-support/directories"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { everyStatement } from "./support/everyStatement.ts"
import { createOrganization, emails } from "./support/organization.ts"
import { statementsOf } from "./support/statementsOf.ts"

const layerStore = (url: string, schema?: string) =>
  PostgresStore.layer({ url: Redacted.make(url), ...(schema !== undefined && { schema }) })

/** Migrates and uses a store as a new process would. */
const useStore = (url: string, schema?: string) =>
  Effect.andThen(
    Effect.flatMap(Migrations, ({ run }) => run),
    everyStatement,
  ).pipe(Effect.provide(layerStore(url, schema), { local: true }))

const query = (url: string, ...statements: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    let rows: ReadonlyArray<unknown> = []
    for (const statement of statements) rows = yield* sql.unsafe<object>(statement)
    return rows
  }).pipe(Effect.provide(layerPlainConnection(url), { local: true }))

/** The schemas that have a table of contacts. */
const schemasOf = (url: string) =>
  Effect.map(
    query(url, "select relnamespace::regnamespace::text as name from pg_class where relname = 'contacts' order by 1"),
    (rows) => rows.map((row) => (row as { readonly name: string }).name),
  )

describe("The schema of the tables", () => {
  it.live("is bulk_contacts in a new database, and nothing else is created", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      yield* useStore(url)
      assert.deepStrictEqual(yield* schemasOf(url), ["bulk_contacts"])
      assert.deepStrictEqual(
        yield* query(url, "select relname from pg_class where relnamespace = 'public'::regnamespace"),
        [],
      )
    }),
  )

  it.live("is the one of the option, whatever its name and the search_path are, next to tables of the same names", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      yield* query(url, "create table contacts (own int)", "create table organizations (own int)")
      for (const schema of ["crm", 'Odd "name"', "x".repeat(63)]) {
        yield* useStore(url, schema)
        yield* useStore(withSearchPath(url, "pg_temp"), `${schema.slice(1)}2`)
      }
      assert.lengthOf(yield* schemasOf(url), 7)
      assert.deepStrictEqual(yield* query(url, "select from contacts"), [])
    }),
  )

  it.live("stays where an earlier release has created it", () =>
    Effect.gen(function* () {
      for (const [path, schema] of [
        ["tenants", "tenants"],
        ["tenants,public", "tenants"],
        ["public", "public"],
        ["tenants", "public"],
      ] as const) {
        const url = yield* emptyDatabase
        yield* query(url, "create schema tenants")
        // As it did: in the connection's schema.
        yield* Effect.provide(
          Effect.flatMap(Migrations, ({ run }) => run),
          layerStore(url, schema),
          { local: true },
        )
        yield* useStore(withSearchPath(url, path))
        assert.deepStrictEqual(yield* schemasOf(url), [schema])
      }
    }),
  )

  it.live("is looked up once", () =>
    Effect.gen(function* () {
      const url = yield* migratedDatabase
      yield* Effect.gen(function* () {
        const { id } = yield* createOrganization()
        const statements = yield* statementsOf(bulkCreateContacts(id, { contacts: emails(1) }))
        assert.deepStrictEqual(
          statements.filter((statement) => statement.includes("pg_class")),
          [],
        )
      }).pipe(Effect.provide(layerStore(url), { local: true }))
    }),
  )

  it.live("is found by a store that was opened before the tables were created", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      yield* query(url, "create schema tenants")
      yield* Effect.gen(function* () {
        assert.isNotEmpty(yield* (yield* Migrations).pending)
        yield* Effect.provide(
          Effect.flatMap(Migrations, ({ run }) => run),
          layerStore(url, "public"),
          { local: true },
        )
        yield* everyStatement
      }).pipe(Effect.provide(layerStore(url), { local: true }))
    }),
  )

  it.live("can be used by two stores of one program", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      for (const schema of ["one", "two"]) {
        yield* Effect.andThen(
          Effect.flatMap(Migrations, ({ run }) => run),
          createOrganization(),
        ).pipe(Effect.provide(layerStore(url, schema)))
      }
      for (const schema of ["one", "two"]) assert.lengthOf(yield* query(url, `select from ${schema}.organizations`), 1)
    }),
  )

  it.live("can be created for a user who may not create schemas", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      const role = `bulk_contacts_${crypto.randomUUID()}`
      const own = new URL(url)
      own.searchParams.set("options", `-c role=${role}`)
      yield* Effect.acquireRelease(query(url, `create role "${role}"`), () =>
        Effect.orDie(query(url, `drop owned by "${role}"`, `drop role "${role}"`)),
      )
      const failure = yield* Effect.flip(useStore(own.href))
      assert.include(String(failure), "StoreFailure")
      yield* query(url, `create schema bulk_contacts authorization "${role}"`)
      yield* useStore(own.href)
    }),
  )

  it.live("has a name that PostgreSQL accepts as it is", () =>
    Effect.gen(function* () {
      for (const name of ["", "x".repeat(64), "ä".repeat(32), "pg_catalog", "pg_x", "information_schema", "a\0b"]) {
        assert.isDefined(PostgresStore.explainSchema(name), name)
        const exit = yield* Effect.exit(Effect.provide(Migrations, layerStore("postgres://localhost/none", name)))
        assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause), name)
      }
      for (const name of ["bulk_contacts", "public", "Odd name", "ä".repeat(31)])
        assert.isUndefined(PostgresStore.explainSchema(name))
    }),
  )
})

it.live(
  "A data directory of an earlier release keeps its tables in public; a new one has bulk_contacts, or the option",
  () =>
    Effect.gen(function* () {
      const schemaOf = Effect.flatMap(Migrations, ({ pending }) => statementsOf(pending)).pipe(
        Effect.map((statements) => /from "(.*?)"\."bulk_contacts_migrations"/.exec(statements.join("\n"))?.[1]),
      )
      const dataDir = yield* migratedDirectory
      const open = (schema?: string) =>
        Effect.provide(schemaOf, PgliteStore.layer({ dataDir, ...(schema !== undefined && { schema }) }), {
          local: true,
        })
      assert.strictEqual(yield* open(), "bulk_contacts")
      assert.strictEqual(yield* open("public"), "public")
      assert.strictEqual(yield* open(), "public")
    }),
)
