import { StoreFailure } from "@bulk-contacts/core"
import { Duration, Effect } from "effect"
import type { SqlError } from "effect/sql"
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
