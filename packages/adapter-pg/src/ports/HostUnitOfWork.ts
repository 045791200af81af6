import { UnitOfWork } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as SqlClient from "effect/sql/SqlClient"
import { isConflict, withStoreFailure } from "../connection/storeFailure.ts"
import { trackUnitOfWork } from "../connection/unitOfWorkMetrics.ts"
import { BEGIN, setTimeouts } from "../sql/session.ts"
import { RETRIES, retryDelays } from "./UnitOfWork.ts"

/**
 * Units of work in transactions of the host's client. Those of its own that the host has begun know only savepoints of the
 * same client, and so do transactions that the host nests.
 */
export const layerHostUnitOfWork = Layer.effect(
  UnitOfWork,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const inTransaction = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      trackUnitOfWork((started) =>
        sql.withTransaction(Effect.andThen(Effect.andThen(setTimeouts(sql), started), effect)),
      ).pipe(
        Effect.provideService(SqlClient.BeginTransaction, BEGIN),
        withStoreFailure,
        Effect.retry({ while: isConflict, schedule: retryDelays, times: RETRIES }),
      )

    // Not repeated, and without limits: the transaction is the host's.
    const inSavepoint = <A, E, R>(effect: Effect.Effect<A, E, R>) => withStoreFailure(sql.withTransaction(effect))

    return {
      atomically: <A, E, R>(effect: Effect.Effect<A, E, R>) =>
        Effect.flatMap(Effect.serviceOption(sql.transactionService), (current) =>
          Option.isNone(current) ? inTransaction(effect) : inSavepoint(effect),
        ),
    }
  }),
)
