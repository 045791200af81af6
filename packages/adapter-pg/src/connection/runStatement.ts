import type { StoreFailure } from "@bulk-contacts/core/ports"
import type { PgConnection } from "@effect/sql-pg"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as SqlError from "effect/sql/SqlError"
import type * as Statement from "effect/sql/Statement"
import { PrepareStatements } from "./PooledConnection.ts"
import { withStoreFailure } from "./storeFailure.ts"
import { TimeLimit } from "./TimeLimit.ts"

/**
 * Runs a statement. Fails with a retryable `StoreFailure` if no connection becomes free within the time limit, or if there
 * is no response within it.
 */
export const runStatement = <A>(
  statement: Effect.Effect<A, SqlError.SqlError>,
  timeLimit?: Duration.Duration,
): Effect.Effect<A, StoreFailure> =>
  withStoreFailure(timeLimit === undefined ? statement : Effect.provideService(statement, TimeLimit, timeLimit))

/** The number of rows that a statement inserts, updates or deletes, according to its command tag. */
export const affectedRows = (
  statement: Statement.Statement<unknown>,
  { prepare }: { readonly prepare: boolean },
): Effect.Effect<number, SqlError.SqlError> =>
  // The raw result is that of the driver.
  (statement.raw as Effect.Effect<PgConnection.Result, SqlError.SqlError>).pipe(
    Effect.map(({ rowCount }) => rowCount),
    Effect.provideService(PrepareStatements, prepare),
  )
