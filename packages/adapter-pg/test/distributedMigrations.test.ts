import { emptyDatabase, layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import { migrations } from "../src/migrations/index.ts"
import { installFakeCitus } from "./support/fakeCitus.ts"
import { statementsOf } from "./support/statementsOf.ts"

/** The last migration that does not have to run on a distributed database: none is distributed before it. */
const LAST_BEFORE = 8

/** What Citus was seen to run on distributed tables. Of triggers, only with `citus.enable_unsafe_triggers`. */
const forms = [
  // It is local at first, and cannot refer to a distributed table.
  /^create table \w+ \((?!.*\breferences\b)/,
  /^alter table \w+ add (column|constraint) (?!.*\bset (storage|compression)\b)/,
  /^create index (concurrently )?\w+ on /,
  /^create or replace function /,
  /^create trigger /,
  // The catalog, not the tables.
  /^select [^;]* from pg_\w+ /,
  /^select quote_ident\(current_schema\(\)\)/,
]

const runsOnCitus = (statement: string) => forms.some((form) => form.test(statement))

const isOfMigrator = (statement: string) => /bulk_contacts_migrations|^SELECT 1 AS found WHERE/.test(statement)

const migrate = (isIncluded: (id: number) => boolean) =>
  Migrator.make({})({
    loader: Effect.map(migrations, (all) => all.filter(([id]) => isIncluded(id))),
    table: "bulk_contacts_migrations",
  })

describe("On a distributed database,", () => {
  it.live("migrations run: try a statement of another form on a cluster, and add the form here", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      const statements = yield* Effect.gen(function* () {
        yield* migrate((id) => id <= LAST_BEFORE)
        return yield* statementsOf(migrate((id) => id > LAST_BEFORE))
      }).pipe(Effect.provide(layerConnection(url)))
      const own = statements.filter((statement) => !isOfMigrator(statement))
      assert.include(own, "alter table staged_contacts add column problems text[]")
      assert.deepStrictEqual(
        own.filter((statement) => !runsOnCitus(statement)),
        [],
      )
    }),
  )

  it.live("a new table is distributed with the organizations", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      const prepare = Effect.gen(function* () {
        yield* migrate((id) => id <= LAST_BEFORE)
        yield* installFakeCitus("public")
      })
      yield* Effect.provide(prepare, layerConnection(url), { local: true })
      const tables = Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`set search_path = public, fake_citus`
        yield* sql`select create_distributed_table('organizations', 'id')`
        yield* migrate((id) => id > LAST_BEFORE)
        return yield* sql`
          select logicalrelid::text as name, partkey as key from pg_dist_partition
          order by name`
      })
      assert.deepStrictEqual(yield* Effect.provide(tables, layerConnection(url), { local: true }), [
        { name: "imports", key: "organization_id" },
        { name: "organizations", key: "id" },
      ])
    }),
  )

  it("the check above rejects what Citus rejects", () => {
    for (const statement of [
      "alter table staged_contacts alter column problems set storage external",
      "alter table staged_contacts add column problems text[], alter column problems set storage external",
      "truncate accounts",
      "create table imports ( organization_id text references organizations )",
      "update contacts set account_ids = linked.account_ids from ( select 1 ) as linked",
      "create function check_contacts() returns trigger",
      "do $$ begin end $$",
    ]) {
      assert.isFalse(runsOnCitus(statement), statement)
    }
  })

  it.live("each foreign key and unique index has the column by which the tables are distributed", () =>
    Effect.gen(function* () {
      const url = yield* migratedDatabase
      // An organization is distributed by its id, all others by the organization.
      const distributedBy = (table: string) =>
        `(select attnum from pg_attribute where attrelid = ${table} and attname =
          case when ${table} = 'organizations'::regclass then 'id' else 'organization_id' end)`
      const constraints = yield* Effect.flatMap(SqlClient.SqlClient, (sql) =>
        sql.unsafe<{ readonly name: string; readonly isOfNode: boolean }>(`
          select conname as name, exists (
            select from unnest(conkey, confkey) as pair (own, referenced)
            where own = ${distributedBy("conrelid")} and referenced = ${distributedBy("confrelid")}
          ) as "isOfNode"
          from pg_constraint where contype = 'f'
          union all
          select indexrelid::regclass::text, ${distributedBy("indrelid")} = any(indkey)
          from pg_index join pg_class on pg_class.oid = indrelid
          where indisunique and relnamespace = current_schema()::regnamespace and relname <> 'bulk_contacts_migrations'`),
      ).pipe(Effect.provide(layerConnection(url)))
      for (const name of ["accounts_organization_id_fkey", "contacts_email", "organizations_pkey"])
        assert.isTrue(
          constraints.some((constraint) => constraint.name === name),
          name,
        )
      assert.deepStrictEqual(
        constraints.filter(({ isOfNode }) => !isOfNode),
        [],
      )
    }),
  )
})
