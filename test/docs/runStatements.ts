import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** What a cluster with Citus would do cannot be tried; that the tables and columns are there can. */
const citus = `
create function create_distributed_table(table_name regclass, column_name text, colocate_with regclass default null)
returns void language plpgsql as $$ begin
  execute format('select %I from %s', column_name, table_name);
end $$`

/** Runs statements on a database that has the schema. */
export const runStatements = (code: string): Promise<void> =>
  Effect.gen(function* () {
    const url = yield* migratedDatabase
    const run = Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      for (const statement of [citus, ...code.split(/(?<=;)\n/)]) yield* sql.unsafe(statement)
    })
    yield* Effect.provide(run, layerConnection(url))
  }).pipe(Effect.scoped, Effect.runPromise)
