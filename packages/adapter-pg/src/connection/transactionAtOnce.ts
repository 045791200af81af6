import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as SqlClient from "effect/sql/SqlClient"
import type * as SqlError from "effect/sql/SqlError"
import { BEGIN, SET_SHORT_TIMEOUTS } from "../sql/session.ts"
import { commit, run } from "./transaction.ts"
import { trackUnitOfWork } from "./unitOfWorkMetrics.ts"

/**
 * Runs two statements as one transaction in one round trip: they are sent together with BEGIN and COMMIT, without waiting
 * for any response. If one of them fails, so does the transaction, with that error, and nothing is stored.
 *
 * They wait for locks only briefly. What was sent cannot be taken back, so the wait for the responses is not interruptible.
 */
export const transactionAtOnce = <A, B>(
  sql: SqlClient.SqlClient,
  first: Effect.Effect<A, SqlError.SqlError>,
  second: Effect.Effect<B, SqlError.SqlError>,
): Effect.Effect<readonly [A, B], SqlError.SqlError> =>
  trackUnitOfWork((started) =>
    Effect.scoped(
      Effect.flatMap(sql.reserve, (connection) =>
        Effect.all([run(connection, BEGIN), run(connection, SET_SHORT_TIMEOUTS), first, second, commit(connection)], {
          concurrency: "unbounded",
          mode: "result",
        }).pipe(
          Effect.provideService(sql.transactionService, [connection, 0]),
          Effect.flatMap(([begun, limited, first, second, committed]) =>
            Effect.fromResult(
              Result.gen(function* () {
                yield* begun
                yield* limited
                const values = [yield* first, yield* second] as const
                yield* committed
                return values
              }),
            ),
          ),
          (transaction) => Effect.andThen(started, Effect.uninterruptible(transaction)),
        ),
      ),
    ),
  )
