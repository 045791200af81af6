import * as Duration from "effect/Duration"
import * as SqlError from "effect/sql/SqlError"

/** The error of a connection that cannot be used: what was waiting for it may be tried again. */
export const connectionError = (operation: string, message: string): SqlError.SqlError =>
  new SqlError.SqlError({ reason: new SqlError.ConnectionError({ cause: new Error(message), message, operation }) })

/** A duration for an error message, in seconds. */
export const inSeconds = (duration: Duration.Duration): string => `${Duration.toSeconds(duration)} s`
