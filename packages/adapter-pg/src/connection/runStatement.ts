import { StoreFailure } from "@bulk-contacts/core"
import type { PgConnection } from "@effect/sql-pg"
import { Duration, Effect } from "effect"
import type { SqlError, Statement } from "effect/sql"
import { PrepareStatements } from "./PooledConnection.ts"
import { withStoreFailure } from "./storeFailure.ts"

/** Slightly longer than `statement_timeout`, whose error is more specific. */
const TIME_LIMIT = Duration.seconds(35)

/**
 * Runs a statement. Fails with a retryable `StoreFailure` if there is no result in time: the server does not answer, or
 * the pool has no free connection.
 */
export const runStatement = <A>(
  statement: Effect.Effect<A, SqlError.SqlError>,
  timeLimit: Duration.Duration = TIME_LIMIT,
): Effect.Effect<A, StoreFailure> =>
  statement.pipe(
    Effect.timeoutOrElse({
      duration: timeLimit,
      orElse: () => Effect.fail(new StoreFailure({ retryable: true, cause: new Error("No result in time") })),
    }),
    withStoreFailure,
  )

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
