import type { StoreFailure } from "@bulk-contacts/core"
import { Context, Effect, Layer } from "effect"
import { Migrator, SqlClient, SqlError } from "effect/sql"
import { runStatement } from "../connection/runStatement.ts"
import { withStoreFailure } from "../connection/storeFailure.ts"
import { migrations } from "./index.ts"

/** Creates and updates the schema of the database. */
export class Migrations extends Context.Service<
  Migrations,
  {
    /**
     * Runs the pending migrations, all of them or none, and returns their names. If several processes do this at the same
     * time, one runs them; the others wait, and return no names.
     */
    readonly run: Effect.Effect<ReadonlyArray<string>, StoreFailure>
    /** The names of the migrations that have not been run on the database. Changes nothing. */
    readonly pending: Effect.Effect<ReadonlyArray<string>, StoreFailure>
  }
>()("@bulk-contacts/adapter-pg/Migrations") {}

const TABLE = "bulk_contacts_migrations"

// The migrator locks its table inside its transaction, which is safe behind a pooler; a session lock would not be.
const run = Migrator.make({})({ loader: migrations, table: TABLE }).pipe(
  Effect.map((completed) => completed.map(nameOf)),
  Effect.catchTag("MigrationError", (error) =>
    SqlError.isSqlError(error.cause) ? Effect.fail(error.cause) : Effect.die(error),
  ),
  withStoreFailure,
)

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
    return { run: Effect.provideService(run, SqlClient.SqlClient, sql), pending: pending(sql) }
  }),
)
