import { readdir, readFile } from "node:fs/promises"
import { Migrations, PostgresStore, TablesExist } from "@bulk-contacts/adapter-pg"
import { StoreFailure } from "@bulk-contacts/core"
import { dropDatabase, emptyDatabase, layerConnection, withDatabase } from "@bulk-contacts/test-support/databases"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import { inject } from "vitest"
import { migrations } from "../src/migrations/index.ts"

const all = [
  "0001_organizations",
  "0002_references",
  "0003_contacts",
  "0004_idempotency_records",
  "0005_references_by_statement",
  "0006_staged_contacts",
  "0007_accounts_in_contacts",
  "0008_references_by_organization",
  "0009_staged_problems",
  "0010_api_key_names",
  "0011_imports",
  "0012_oldest_release",
]

/** Opens the store as a separate process would. */
const withMigrations = <A, E>(
  url: string,
  use: (migrations: Migrations["Service"]) => Effect.Effect<A, E>,
  schema?: string,
) =>
  Effect.flatMap(Migrations, use).pipe(
    Effect.provide(PostgresStore.layer({ url: Redacted.make(url), ...(schema !== undefined && { schema }) }), {
      local: true,
    }),
  )

const migrate = (url: string, schema?: string) => withMigrations(url, ({ run }) => run, schema)
/** Migrates as an earlier release did, whose last migration had this number. */
const migrateUpTo = (last: number) =>
  Migrator.make({})({
    loader: Effect.map(migrations, (all) => all.filter(([id]) => id <= last)),
    table: "bulk_contacts_migrations",
  })
const pending = (url: string) => withMigrations(url, ({ pending }) => pending)

/** Runs statements as another program does, and returns the rows of the last one. */
const query = (url: string, ...statements: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    let rows: ReadonlyArray<unknown> = []
    for (const statement of statements) rows = yield* sql.unsafe<object>(statement)
    return rows
  }).pipe(Effect.provide(layerConnection(url), { local: true }))

/** The names of the tables, views and indexes of a schema. */
const relations = (url: string, schema: string) =>
  Effect.map(
    query(url, `select relname from pg_class where relnamespace = '"${schema}"'::regnamespace order by relname`),
    (rows) => rows.map((row) => (row as { readonly relname: string }).relname),
  )

describe("Migrations", () => {
  it.live("run once", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      assert.deepStrictEqual(yield* pending(url), all)
      assert.deepStrictEqual(yield* migrate(url), all)
      assert.deepStrictEqual(yield* pending(url), [])
      assert.deepStrictEqual(yield* migrate(url), [])
    }),
  )

  it.live("are run by one of several concurrent processes, and none of them fails", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      const runs = yield* Effect.all(
        Array.from({ length: 8 }, () => migrate(url)),
        { concurrency: "unbounded" },
      )
      assert.deepStrictEqual(runs.flat(), all)
    }),
  )

  it.live("change nothing if another table has one of their names, and name it", () =>
    Effect.gen(function* () {
      const sources = yield* Effect.promise(async () => {
        const folder = new URL("../src/migrations/", import.meta.url)
        const files = (await readdir(folder)).filter((file) => /^\d/.test(file))
        return Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")))
      })
      const created = sources.join("").matchAll(/create (?:unlogged )?table (\w+)/g)
      const names = [...created].map(([, name = ""]) => name).toSorted()
      assert.include(names, "contacts")
      const url = yield* emptyDatabase
      const schema = "Odd name"
      yield* query(url, `create schema "${schema}"`)
      for (const taken of [names, ...names.map((name) => [name])]) {
        yield* query(url, ...taken.map((name) => `create table "${schema}".${name} (own int)`))
        assert.deepStrictEqual(yield* Effect.flip(migrate(url, schema)), new TablesExist({ schema, names: taken }))
        assert.deepStrictEqual(yield* relations(url, schema), taken)
        yield* query(url, ...taken.map((name) => `drop table "${schema}".${name}`))
      }
    }),
  )

  it.live("leave nothing behind if the name of an index, a function or a type is taken", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      for (const [statement, name] of [
        ["create view crm.contacts_email as select 1", "contacts_email"],
        [
          "create function crm.keep_contacts_account_ids() returns int language sql as 'select 1'",
          "keep_contacts_account_ids",
        ],
        ["create domain crm.contacts as int", "contacts"],
      ] as const) {
        yield* query(url, "create schema crm", statement)
        const before = yield* relations(url, "crm")
        assert.deepStrictEqual(
          yield* Effect.flip(migrate(url, "crm")),
          new TablesExist({ schema: "crm", names: [name] }),
        )
        assert.deepStrictEqual(yield* relations(url, "crm"), before)
        yield* query(url, "drop schema crm cascade")
        // Nor is the schema left behind if it was created.
        assert.deepStrictEqual(
          yield* query(url, "select from pg_namespace where nspname in ('crm', 'bulk_contacts')"),
          [],
        )
      }
    }),
  )

  it.live("reject a database that cannot store every text, and leave it empty", () =>
    Effect.gen(function* () {
      const name = `bulk_contacts_${crypto.randomUUID()}`
      const url = withDatabase(inject("postgresUrl"), name)
      yield* Effect.acquireRelease(
        Effect.flatMap(
          SqlClient.SqlClient,
          (sql) => sql`create database ${sql(name)} template template0 encoding 'LATIN1' locale 'C'`,
        ).pipe(Effect.provide(layerConnection(inject("postgresUrl")))),
        () => dropDatabase(inject("postgresUrl"), name),
      )
      const failure = yield* Effect.flip(migrate(url))
      assert.instanceOf(failure, StoreFailure)
      assert.isFalse(failure.retryable)
      const tables = yield* Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql`select to_regclass('contacts') as it`,
      ).pipe(Effect.provide(layerConnection(url)))
      assert.deepStrictEqual(tables, [{ it: null }])
    }),
  )

  it.live("keep the accounts of contacts that were links in a separate table", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      yield* Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* migrateUpTo(6)
        yield* sql`insert into organizations (id, name) values ('O1', 'One'), ('O2', 'Two')`
        yield* sql`insert into accounts (organization_id, id, name)
          values ('O1', 'A1', 'One'), ('O1', 'A2', 'Two'), ('O2', 'A1', 'Another')`
        yield* sql`insert into contact_types (organization_id, id, name) values ('O1', 'CT1', 'A type'), ('O2', 'CT1', 'A type')`
        yield* sql`
          insert into contacts (organization_id, id, email, first_name, contact_type, created_at, updated_at)
          select organization_id, ${crypto.randomUUID()}::uuid, email, 'Ada', 'CT1', now(), now()
          from (values ('O1', 'both@example.com'), ('O2', 'one@example.com')) as given (organization_id, email)`
        yield* sql`
          insert into contacts (organization_id, id, email, first_name, contact_type, created_at, updated_at)
          values ('O1', gen_random_uuid(), 'none@example.com', 'Ada', 'CT1', now(), now())`
        yield* sql`
          insert into contact_accounts (organization_id, contact_id, account_id)
          select contacts.organization_id, contacts.id, accounts.id
          from contacts join accounts using (organization_id)
          where email <> 'none@example.com'`
        assert.deepStrictEqual(yield* migrate(url), all.slice(6))
        assert.deepStrictEqual(yield* sql`select email, account_ids from contacts order by email`, [
          { email: "both@example.com", account_ids: ["A1", "A2"] },
          { email: "none@example.com", account_ids: [] },
          { email: "one@example.com", account_ids: ["A1"] },
        ])
      }).pipe(Effect.provide(layerConnection(url)))
    }),
  )
})
