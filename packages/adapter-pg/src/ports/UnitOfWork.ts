import { UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer, Option, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { isConflict, withStoreFailure } from "../storeFailure.ts"
import { counted } from "../unitsOfWork.ts"

/** Whatever the database's own default is: the ports are written for this level. */
const BEGIN = "begin isolation level read committed"

/**
 * Bounds what a stuck transaction costs others. Local to the transaction, for one more round trip: settings of the
 * session are not safe behind a pooler that shares sessions, and many poolers refuse them at start-up.
 */
const setTimeouts = (sql: SqlClient.SqlClient) => sql`
  select
    set_config('lock_timeout', '10s', true),
    set_config('statement_timeout', '30s', true),
    set_config('idle_in_transaction_session_timeout', '30s', true)`

/** Waits of about 10, 20, 40 and 80 ms: conflicts are rare, and the first retry nearly always succeeds. */
const waits = Schedule.jittered(Schedule.exponential("10 millis"))
const RETRIES = 4

export const layerUnitOfWork = Layer.effect(
  UnitOfWork,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const inTransaction = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      counted((begun) =>
        sql.withTransaction(begun.pipe(Effect.andThen(setTimeouts(sql)), Effect.andThen(effect))),
      ).pipe(
        Effect.provideService(SqlClient.BeginTransaction, BEGIN),
        withStoreFailure,
        Effect.retry({ while: isConflict, schedule: waits, times: RETRIES }),
      )

    // A savepoint: a conflict has ended the whole transaction, so only the outermost can be run again.
    const inSavepoint = <A, E, R>(effect: Effect.Effect<A, E, R>) => withStoreFailure(sql.withTransaction(effect))

    return {
      atomically: <A, E, R>(effect: Effect.Effect<A, E, R>) =>
        Effect.flatMap(Effect.serviceOption(sql.transactionService), (current) =>
          Option.isNone(current) ? inTransaction(effect) : inSavepoint(effect),
        ),
    }
  }),
)
