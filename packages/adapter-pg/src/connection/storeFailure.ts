import { StoreFailure } from "@bulk-contacts/core"
import { Cause, Effect, Predicate } from "effect"
import { SqlError } from "effect/sql"

/**
 * Turns the driver's errors into the one that ports have, and those that only a mistake of ours can cause (bad SQL, a
 * violated constraint) into defects. A driver's error may be a defect itself: of a roll-back on a lost connection.
 */
export const withStoreFailure = <A, E, R>(
  effect: Effect.Effect<A, E | SqlError.SqlError, R>,
): Effect.Effect<A, Exclude<E, SqlError.SqlError> | StoreFailure, R> =>
  Effect.catchCause(effect, (cause) => Effect.failCause(atTheEdge(cause)))

const atTheEdge = <E>(
  cause: Cause.Cause<E | SqlError.SqlError>,
): Cause.Cause<Exclude<E, SqlError.SqlError> | StoreFailure> => {
  const errors = cause.reasons.map(errorOf)
  const known = errors.find((error) => error instanceof StoreFailure)
  const error = errors.find(SqlError.isSqlError)
  // Without an error of the driver there is nothing to turn, whatever else it is.
  if (error === undefined) return cause as Cause.Cause<Exclude<E, SqlError.SqlError>>
  if (known !== undefined) return Cause.fail(known)
  return isMistake(error)
    ? Cause.die(error)
    : Cause.fail(new StoreFailure({ retryable: isRetryable(error), cause: error }))
}

const errorOf = (reason: Cause.Reason<unknown>): unknown =>
  Cause.isFailReason(reason) ? reason.error : Cause.isDieReason(reason) ? reason.defect : undefined

/** Whether two transactions got into each other's way, and running this one again is the remedy. */
export const isConflict = (error: unknown): boolean =>
  error instanceof StoreFailure &&
  SqlError.isSqlError(error.cause) &&
  (error.cause.reason._tag === "DeadlockError" || error.cause.reason._tag === "SerializationError")

const sqlState = ({ reason: { cause } }: SqlError.SqlError): string =>
  Predicate.hasProperty(cause, "code") && typeof cause.code === "string" ? cause.code : ""

/** Not supported, data exceptions, constraint violations, syntax or access rule violations (but for missing rights). */
const mistakes = /^(0A|22|23|42(?!501))/

const isMistake = (error: SqlError.SqlError): boolean =>
  mistakes.test(sqlState(error)) ||
  // No SQLSTATE: the driver itself could not write the statement or read its answer.
  (error.reason._tag === "UnknownError" && sqlState(error) === "")

/**
 * Lost connections, conflicts, lack of resources, lock and statement time-outs, a server that starts or stops, a
 * standby that is about to be promoted, and a transaction that idled for too long.
 */
const passing = /^(08|40|53|55P03|57014|57P0|25006|25P0[34])/

const isRetryable = (error: SqlError.SqlError): boolean =>
  error.reason._tag === "ConnectionError" || passing.test(sqlState(error))
