import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Runs statements on a database that has the schema. */
export const runStatements = (code: string): Promise<void> =>
  Effect.gen(function* () {
    const url = yield* migratedDatabase
    const run = Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      for (const statement of code.split(/(?<=;)\n/)) yield* sql.unsafe(statement)
    })
    yield* Effect.provide(run, layerConnection(url))
  }).pipe(Effect.scoped, Effect.runPromise)
