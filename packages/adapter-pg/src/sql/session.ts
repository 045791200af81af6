import * as Duration from "effect/Duration"
import type * as SqlClient from "effect/sql/SqlClient"

// What concerns a connection and no table. Mostly strings, because the driver runs them without a client.

/** The ports are written for this isolation level, whatever the database's default is. */
export const BEGIN = "begin isolation level read committed"

/**
 * Limits how long a stuck transaction can block others. Local to the transaction: session settings are unsafe behind a
 * pooler that shares sessions, and many poolers reject them at start-up.
 */
export const SET_TIMEOUTS = `
  select
    set_config('lock_timeout', '10s', true),
    set_config('statement_timeout', '30s', true),
    set_config('idle_in_transaction_session_timeout', '30s', true)`

/** The same for statements that can be run again, which must not wait for others. */
export const SET_SHORT_TIMEOUTS = `
  select
    set_config('lock_timeout', '50ms', true),
    set_config('statement_timeout', '30s', true),
    set_config('idle_in_transaction_session_timeout', '30s', true)`

/** `SET_TIMEOUTS`, on a client of the host. */
export const setTimeouts = (sql: SqlClient.SqlClient) => sql.unsafe(SET_TIMEOUTS)

export const COMMIT = "commit"

export const ROLLBACK = "rollback"

export const savepoint = (id: number): string => `savepoint effect_sql_${id}`

export const rollbackToSavepoint = (id: number): string => `rollback to savepoint effect_sql_${id}`

/** The process id of the server process that runs the statement. */
export const BACKEND_PID = "select pg_backend_pid()"

/** Whether the server accepts writes. */
export const ACCEPTS_WRITES = "select current_setting('transaction_read_only') = 'off'"

/** Cancels what the server process with the id `$1` is running. */
export const CANCEL_BACKEND = "select pg_cancel_backend($1)"

/** Returns a session to its initial state. */
export const DISCARD_ALL = "discard all"

/** Undoes the settings of a session, and keeps what is prepared in it. */
export const RESET_ALL = "reset all"

/** Sets `statement_timeout` for the rest of the transaction. */
export const setStatementTimeout = (sql: SqlClient.SqlClient, timeout: Duration.Duration) =>
  sql`select set_config('statement_timeout', ${`${Duration.toMillis(timeout)}ms`}, true)`
