import * as Effect from "effect/Effect"
import type * as SqlError from "effect/sql/SqlError"
import { type Database, quoteIdentifier } from "../sql/Database.ts"
import { readSearchPath, setSearchPath } from "../sql/migrations.ts"

/**
 * Runs statements that name no schema, in a transaction: names are those of the database's schema. `pg_temp` is last, so
 * that no temporary table takes the place of another one.
 */
export const inSchema = Effect.fnUntraced(function* <A, E, R>(
  { sql, schema }: Database,
  effect: Effect.Effect<A, E, R>,
): Effect.fn.Return<A, E | SqlError.SqlError, R> {
  const [before] = yield* readSearchPath(sql)
  yield* setSearchPath(sql, `${quoteIdentifier(schema)}, pg_temp`)
  const result = yield* effect
  // The transaction may be one of the caller's, which goes on.
  yield* setSearchPath(sql, before?.path ?? "")
  return result
})
