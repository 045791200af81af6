import { StoreFailure } from "@bulk-contacts/core/ports"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as SqlError from "effect/sql/SqlError"
import { KeepMessages, withoutValues } from "./databaseError.ts"

/**
 * Translates the driver's errors: what the database cannot do now is a `StoreFailure`; what only a bug of ours can cause
 * (invalid SQL, a violated constraint) is a defect. A driver's error may itself be a defect: that of a rollback on a lost
 * connection.
 */
export const withStoreFailure = <A, E, R>(
  effect: Effect.Effect<A, E | SqlError.SqlError, R>,
): Effect.Effect<A, Exclude<E, SqlError.SqlError> | StoreFailure, R> =>
  Effect.catchCause(effect, (cause) =>
    Effect.flatMap(KeepMessages, (keepMessages) => Effect.failCause(translateCause(cause, keepMessages))),
  )

const translateCause = <E>(
  cause: Cause.Cause<E | SqlError.SqlError>,
  keepMessages: boolean,
): Cause.Cause<Exclude<E, SqlError.SqlError> | StoreFailure> => {
  const errors = cause.reasons.map(errorOf)
  const failure = errors.find((error) => error instanceof StoreFailure)
  const found = errors.find(SqlError.isSqlError)
  // There is no error of the driver, so nothing to translate.
  if (found === undefined) return cause as Cause.Cause<Exclude<E, SqlError.SqlError>>
  if (failure !== undefined) return Cause.fail(failure)
  // The client may be one of the host's, whose errors quote values.
  const error = sqlState(found) === "" ? found : withoutValues(found, keepMessages)
  return isProgrammingError(error)
    ? Cause.die(error)
    : Cause.fail(new StoreFailure({ retryable: isTransient(error), cause: error }))
}

const errorOf = (reason: Cause.Reason<unknown>): unknown =>
  Cause.isFailReason(reason) ? reason.error : Cause.isDieReason(reason) ? reason.defect : undefined

/** Whether the database has rejected a transaction, so that certainly nothing was stored. */
export const isRejected = (error: SqlError.SqlError): boolean =>
  sqlState(error) !== "" && !uncertainStates.test(sqlState(error))

/** Lost connections and workers, a server that stops: after a COMMIT was sent, it may have succeeded. */
const uncertainStates = /^(08|40003|57P|XX)/

/** Whether the transaction failed because of a concurrent one, so that it may succeed when run again. */
export const isConflict = (error: unknown): boolean =>
  error instanceof StoreFailure &&
  SqlError.isSqlError(error.cause) &&
  (error.cause.reason._tag === "DeadlockError" || error.cause.reason._tag === "SerializationError")

const sqlState = ({ reason: { cause } }: SqlError.SqlError): string =>
  Predicate.hasProperty(cause, "code") && typeof cause.code === "string" ? cause.code : ""

/** Unsupported features, data exceptions, constraint violations, syntax errors; not missing privileges (42501). */
const programmingStates = /^(0A|22|23|42(?!501))/

const isProgrammingError = (error: SqlError.SqlError): boolean =>
  programmingStates.test(sqlState(error)) ||
  // Without an SQLSTATE, the driver itself could not encode the statement or decode its result.
  (error.reason._tag === "UnknownError" && sqlState(error) === "")

/**
 * Lost connections, conflicts, insufficient resources, lock and statement timeouts, a server that starts or stops, a
 * read-only standby (a fail-over in progress), transactions that were idle for too long, and a lost worker of a
 * distributed database (XX000).
 */
const transientStates = /^(08|40|53|55P03|57014|57P0|25006|25P0[34]|XX000)/

const isTransient = (error: SqlError.SqlError): boolean =>
  error.reason._tag === "ConnectionError" || transientStates.test(sqlState(error))
