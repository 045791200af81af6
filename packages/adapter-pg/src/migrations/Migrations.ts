import type { StoreFailure } from "@bulk-contacts/core"
import { Context, Duration, Effect, Layer, Schema } from "effect"
import { Migrator, SqlClient, SqlError } from "effect/sql"
import { KeepMessages } from "../connection/databaseError.ts"
import { runStatement } from "../connection/runStatement.ts"
import { withStoreFailure } from "../connection/storeFailure.ts"
import { TimeLimit } from "../connection/TimeLimit.ts"
import { migrations, tables } from "./index.ts"

/** The schema already has tables with names that the migrations need. Nothing was changed. */
export class TablesExist extends Schema.TaggedError<TablesExist>()("TablesExist", {
  names: Schema.Array(Schema.String),
}) {
  override get message(): string {
    return `The database already has other tables named ${this.names.join(", ")}: use another database or schema`
  }
}

/** Creates and updates the schema of the database. */
export class Migrations extends Context.Service<
  Migrations,
  {
    /**
     * Runs the pending migrations, all of them or none, and returns their names. If several processes do this at the same
     * time, one runs them; the others wait, and return no names.
     */
    readonly run: Effect.Effect<ReadonlyArray<string>, StoreFailure | TablesExist>
    /** The names of the migrations that have not been run on the database. Changes nothing. */
    readonly pending: Effect.Effect<ReadonlyArray<string>, StoreFailure>
  }
>()("@bulk-contacts/adapter-pg/Migrations") {}

const TABLE = "bulk_contacts_migrations"

/** A migration may build an index, or wait for another process that migrates. */
const TIME_LIMIT = Duration.hours(1)

// The migrator locks its table inside its transaction, which is safe behind a pooler; a session lock would not be.
const migrate = Migrator.make({})({ loader: migrations, table: TABLE }).pipe(
  Effect.map((completed) => completed.map(nameOf)),
  Effect.catchTag("MigrationError", (error) =>
    SqlError.isSqlError(error.cause) ? Effect.fail(error.cause) : Effect.die(error),
  ),
  withStoreFailure,
  Effect.provideService(TimeLimit, TIME_LIMIT),
  Effect.provideService(KeepMessages, true),
)

// The migrator creates its own table first and commits it. A database with only one of the other tables is not ours.
const run = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const taken = yield* runStatement(findForeignTables(sql))
  if (taken.length > 0) return yield* new TablesExist({ names: taken.map(({ name }) => name) })
  return yield* Effect.provideService(migrate, SqlClient.SqlClient, sql)
})

const findForeignTables = (sql: SqlClient.SqlClient) => sql<{ readonly name: string }>`
  select relname as name from pg_class
  where relnamespace = (select oid from pg_namespace where nspname = current_schema())
    and relname = any(${tables})
    and to_regclass(${TABLE}) is null
  order by relname`

const pending = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const all = yield* Effect.orDie(migrations)
  const [table] = yield* runStatement(findTable(sql))
  const [last] = table === undefined ? [] : yield* runStatement(findLast(sql))
  return all.filter(([id]) => id > (last?.id ?? 0)).map(nameOf)
})

const findTable = (sql: SqlClient.SqlClient) => sql`select 1 where to_regclass(${TABLE}) is not null`

const findLast = (sql: SqlClient.SqlClient) => sql<{ readonly id: number }>`
  select migration_id as id from ${sql(TABLE)} order by migration_id desc limit 1`

const nameOf = ([id, name]: readonly [id: number, name: string, ...rest: ReadonlyArray<unknown>]): string =>
  `${String(id).padStart(4, "0")}_${name}`

export const layerMigrations = Layer.effect(
  Migrations,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return { run: run(sql), pending: pending(sql) }
  }),
)
