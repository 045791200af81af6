import type { StoreFailure } from "@bulk-contacts/core/ports"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Migrator from "effect/sql/Migrator"
import * as SqlClient from "effect/sql/SqlClient"
import * as SqlError from "effect/sql/SqlError"
import { KeepMessages } from "../connection/databaseError.ts"
import { Statements } from "../connection/Statements.ts"
import { withStoreFailure } from "../connection/storeFailure.ts"
import { TimeLimit } from "../connection/TimeLimit.ts"
import type { Database } from "../sql/Database.ts"
import * as statements from "../sql/migrations.ts"
import { BEGIN } from "../sql/session.ts"
import { migrations, OLDEST_RELEASE, tables } from "./index.ts"
import { inSchema } from "./inSchema.ts"
import type { ReleaseTooOld } from "./ReleaseTooOld.ts"
import { readSchemaState } from "./readSchemaState.ts"
import { takenName } from "./takenName.ts"

/** The schema already has something else with a name that the migrations need. Nothing was changed. */
export class TablesExist extends Schema.TaggedError<TablesExist>()("TablesExist", {
  schema: Schema.String,
  names: Schema.Array(Schema.String),
}) {
  override get message(): string {
    return `The schema ${this.schema} already has other tables named ${this.names.join(", ")}: use another schema or database`
  }
}

/** Creates and updates the tables of the store, in its schema. */
export class Migrations extends Context.Service<
  Migrations,
  {
    /**
     * Runs the pending migrations, all of them or none, and returns their names. If several processes do this at the same
     * time, one runs them; the others wait, and return no names. Creates the schema if it does not exist. Fails with
     * `ReleaseTooOld` if a later release has changed the schema so that this one cannot use it.
     */
    readonly run: Effect.Effect<ReadonlyArray<string>, ReleaseTooOld | StoreFailure | TablesExist>
    /**
     * The names of the migrations that have not been run on the database. Changes nothing. Fails with `ReleaseTooOld` as
     * `run` does.
     */
    readonly pending: Effect.Effect<ReadonlyArray<string>, ReleaseTooOld | StoreFailure>
  }
>()("@bulk-contacts/adapter-pg/Migrations") {}

const TABLE = "bulk_contacts_migrations"

/** A migration may build an index, or wait for another process that migrates. */
const TIME_LIMIT = Duration.hours(1)

export const layerMigrations = Layer.effect(
  Migrations,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { database, run } = yield* Statements
    return {
      run: Effect.provideService(
        // The lock comes first: another process may just be creating the tables that the look-up has to find.
        atOnce(
          Effect.gen(function* () {
            yield* statements.lockMigrations(sql)
            yield* readSchemaState(run)
            return yield* migrate(yield* database)
          }),
        ),
        SqlClient.SqlClient,
        sql,
      ),
      pending: Effect.gen(function* () {
        const all = yield* Effect.orDie(migrations)
        const last = yield* readSchemaState(run)
        return all.filter(([id]) => id > last.id).map(nameOf)
      }),
    }
  }),
)

/** In one transaction, which holds no values that an error must not show. */
const atOnce = <A, E>(effect: Effect.Effect<A, E, SqlClient.SqlClient>) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.withTransaction(effect)).pipe(
    withStoreFailure,
    Effect.provideService(SqlClient.BeginTransaction, BEGIN),
    Effect.provideService(TimeLimit, TIME_LIMIT),
    Effect.provideService(KeepMessages, true),
  )

const migrate = Effect.fnUntraced(function* (database: Database) {
  const [namespace] = yield* statements.findNamespace(database)
  if (namespace === undefined) yield* statements.createNamespace(database)
  const { schema } = database
  const taken = yield* statements.findForeignTables(database, tables)
  if (taken.length > 0) return yield* new TablesExist({ schema, names: taken.map(({ name }) => name) })
  const completed = yield* inSchema(database, runPending).pipe(
    Effect.catchIf(SqlError.isSqlError, (error) => {
      const name = takenName(error)
      return Effect.fail(name === undefined ? error : new TablesExist({ schema, names: [name] }))
    }),
  )
  const last = (yield* Effect.orDie(migrations)).at(-1)?.[0]
  if (completed.length > 0 && last !== undefined) {
    yield* statements.recordOldestRelease(database, last, OLDEST_RELEASE)
  }
  return completed
})

const runPending = Migrator.make({})({ loader: migrations, table: TABLE }).pipe(
  Effect.map((completed) => completed.map(nameOf)),
  Effect.catchTag("MigrationError", (error) =>
    SqlError.isSqlError(error.cause) ? Effect.fail(error.cause) : Effect.die(error),
  ),
)

const nameOf = ([id, name]: readonly [id: number, name: string, ...rest: ReadonlyArray<unknown>]): string =>
  `${String(id).padStart(4, "0")}_${name}`
