import { layerConnection, migratedDatabase, partitionedDatabase } from "@bulk-contacts/test-support/databases"
import { times } from "@bulk-contacts/test-support/times"
import { idempotencySuite, importsSuite, storeSuite, streamSuite } from "@bulk-contacts/testing"
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as vitest from "vitest"
import { layerPostgresAt } from "./support/stores.ts"

// The statements are those of whole tables: fewer examples do.
const options = { runner: vitest, runs: times(3, 15) }

const layerPartitioned = Layer.unwrap(Effect.map(partitionedDatabase, layerPostgresAt))

storeSuite("PostgresStore, partitioned by organization", layerPartitioned, options)
idempotencySuite("Idempotency keys on PostgresStore, partitioned by organization", layerPartitioned, options)
streamSuite("Streams on PostgresStore, partitioned by organization", layerPartitioned, options)
importsSuite("Imports on PostgresStore, partitioned by organization", layerPartitioned, options)

it.live(
  "The partitioning recipe covers every table except the staging table, and keeps all constraints, unique indexes and triggers",
  () =>
    Effect.gen(function* () {
      const guards = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql<{ readonly guard: string }>`
        select conrelid::regclass || ': ' || pg_get_constraintdef(oid) as guard
        from pg_constraint
        where contype in ('f', 'p', 'u', 'c') and conparentid = 0 and conrelid::regclass::text !~ '_[0-9]+$'
        union all
        select indrelid::regclass || ': unique where ' || coalesce(pg_get_expr(indpred, indrelid), '')
        from pg_index
        where indisunique and indpred is not null and indrelid::regclass::text !~ '_[0-9]+$'
        union all
        select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal and tgrelid::regclass::text !~ '_[0-9]+$'
        order by 1`,
      )
      const wholeTables = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql`
        select relname from pg_class
        where relnamespace = current_schema()::regnamespace and relkind = 'r' and not relispartition
          and relname not in ('bulk_contacts_migrations', 'staged_contacts')`,
      )
      const [whole, partitioned] = [yield* migratedDatabase, yield* partitionedDatabase]
      assert.deepStrictEqual(
        yield* Effect.provide(guards, layerConnection(partitioned)),
        yield* Effect.provide(guards, layerConnection(whole)),
      )
      assert.deepStrictEqual(yield* Effect.provide(wholeTables, layerConnection(partitioned)), [])
    }),
)
