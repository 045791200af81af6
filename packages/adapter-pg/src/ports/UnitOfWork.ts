import { UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer, Option, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { isConflict, withStoreFailure } from "../connection/storeFailure.ts"
import { makeTransaction } from "../connection/transaction.ts"
import { counted } from "../connection/unitOfWorkMetrics.ts"

/** Waits of about 10, 20, 40 and 80 ms: conflicts are rare, and the first retry nearly always succeeds. */
const waits = Schedule.jittered(Schedule.exponential("10 millis"))
const RETRIES = 4

export const layerUnitOfWork = Layer.effect(
  UnitOfWork,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const withTransaction = makeTransaction(sql)

    const inTransaction = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      counted((begun) => withTransaction(Effect.andThen(begun, effect))).pipe(
        withStoreFailure,
        Effect.retry({ while: isConflict, schedule: waits, times: RETRIES }),
      )

    // A savepoint: a conflict has ended the whole transaction, so only the outermost can be run again.
    const inSavepoint = <A, E, R>(effect: Effect.Effect<A, E, R>) => withStoreFailure(withTransaction(effect))

    return {
      atomically: <A, E, R>(effect: Effect.Effect<A, E, R>) =>
        Effect.flatMap(Effect.serviceOption(sql.transactionService), (current) =>
          Option.isNone(current) ? inTransaction(effect) : inSavepoint(effect),
        ),
    }
  }),
)
