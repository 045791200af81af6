import type { StoreFailure } from "@bulk-contacts/core/ports"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SqlClient from "effect/sql/SqlClient"
import type * as SqlError from "effect/sql/SqlError"
import { type Database, DEFAULT_SCHEMA, makeDatabase, schemaProblem } from "../sql/Database.ts"
import { findSchema } from "../sql/schemas.ts"
import { runStatement } from "./runStatement.ts"

/** Runs the statement that `make` returns, as `runStatement` does. */
export type RunStatement = <A>(
  make: (database: Database) => Effect.Effect<A, SqlError.SqlError>,
  timeLimit?: Duration.Duration,
) => Effect.Effect<A, StoreFailure>

/** Runs statements on the tables of the store, wherever they are. */
export class Statements extends Context.Service<
  Statements,
  {
    /** Where the tables are, or where migrations will create them. Asks the database until it has them. */
    readonly database: Effect.Effect<Database, SqlError.SqlError>
    readonly run: RunStatement
  }
>()("@bulk-contacts/adapter-pg/Statements") {}

/** Without a schema, the tables are looked up before the first statement. */
export const layerStatements = (schema: string | undefined) =>
  Layer.effect(
    Statements,
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const problem = schema === undefined ? undefined : schemaProblem(schema)
      if (problem !== undefined) return yield* Effect.die(new Error(`Invalid schema: it ${problem}`))
      let known = schema === undefined ? undefined : makeDatabase(sql, schema)
      const find = Effect.map(findSchema(sql), ([found]) => {
        const database = makeDatabase(sql, found?.schema ?? DEFAULT_SCHEMA)
        if (found !== undefined) known = database
        return database
      })
      const database = Effect.suspend(() => (known === undefined ? find : Effect.succeed(known)))
      return {
        database,
        run: (make, timeLimit) => runStatement(Effect.flatMap(database, make), timeLimit),
      }
    }),
  )
