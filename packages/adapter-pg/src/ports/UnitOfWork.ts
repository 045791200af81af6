import { UnitOfWork } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as SqlClient from "effect/sql/SqlClient"
import { isConflict, withStoreFailure } from "../connection/storeFailure.ts"
import { makeTransaction } from "../connection/transaction.ts"
import { trackUnitOfWork } from "../connection/unitOfWorkMetrics.ts"

/** About 10, 20, 40 and 80 ms: conflicts are rare, and the first retry nearly always succeeds. */
export const retryDelays = Schedule.jittered(Schedule.exponential("10 millis"))
export const RETRIES = 4

export const layerUnitOfWork = Layer.effect(
  UnitOfWork,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const withTransaction = makeTransaction(sql)

    const inTransaction = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      trackUnitOfWork((started) => withTransaction(Effect.andThen(started, effect))).pipe(
        withStoreFailure,
        Effect.retry({ while: isConflict, schedule: retryDelays, times: RETRIES }),
      )

    // Not retried: a conflict ends the whole transaction, so only the outermost unit of work can run again.
    const inSavepoint = <A, E, R>(effect: Effect.Effect<A, E, R>) => withStoreFailure(withTransaction(effect))

    return {
      atomically: <A, E, R>(effect: Effect.Effect<A, E, R>) =>
        Effect.flatMap(Effect.serviceOption(sql.transactionService), (current) =>
          Option.isNone(current) ? inTransaction(effect) : inSavepoint(effect),
        ),
    }
  }),
)
