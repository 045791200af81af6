import { StoreFailure } from "@bulk-contacts/core"
import { Duration, Effect } from "effect"
import type { SqlError } from "effect/sql"
import { withStoreFailure } from "./storeFailure.ts"

/** A little more than the server's own limit, which reports better what was wrong. */
const TIME_LIMIT = Duration.seconds(35)

/** Runs a statement. A server that does not answer, and a pool that has no connection to spare, are failures too. */
export const execute = <A>(
  statement: Effect.Effect<A, SqlError.SqlError>,
  timeLimit: Duration.Duration = TIME_LIMIT,
): Effect.Effect<A, StoreFailure> =>
  statement.pipe(
    Effect.timeoutOrElse({
      duration: timeLimit,
      orElse: () => Effect.fail(new StoreFailure({ retryable: true, cause: new Error("No answer in time") })),
    }),
    withStoreFailure,
  )
