import type { Duplex } from "node:stream"
import type { PgConnection } from "@effect/sql-pg"
import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Stream from "effect/Stream"
import type * as SqlConnection from "effect/sql/SqlConnection"
import type * as SqlError from "effect/sql/SqlError"
import { ACCEPTS_WRITES, BACKEND_PID } from "../sql/session.ts"
import { connectionError, inSeconds } from "./connectionError.ts"
import type { DatabaseServer } from "./DatabaseUrl.ts"
import { databaseMessageOf, KeepMessages, withoutValues } from "./databaseError.ts"
import { TimeLimit } from "./TimeLimit.ts"

/**
 * Whether statements of the current fiber are prepared. Set it to `false` for a statement that should be planned for its
 * parameters: a prepared one keeps a plan that suits any.
 */
export const PrepareStatements = Context.Reference<boolean>("@bulk-contacts/adapter-pg/PrepareStatements", {
  defaultValue: () => true,
})

/** How often a connection looks whether it has waited too long for a response. */
const CHECK_INTERVAL = Duration.seconds(1)

interface Waiting {
  /** In milliseconds of the monotonic clock. */
  readonly since: number
  readonly limit: Duration.Duration
}

/**
 * A connection of the pool. It pipelines: a statement may be sent before the previous one is answered.
 *
 * The driver cannot cancel a statement of a pipelining connection. So an interrupted fiber abandons the connection: the
 * pool closes it, and the server rolls back and is asked to cancel what it runs.
 *
 * Whatever is sent, also `begin`, `commit` and `rollback`, must be answered within `TimeLimit`. Otherwise the socket is
 * destroyed, which fails everything that waits for it. Nothing is interrupted, because a commit cannot be.
 */
export class PooledConnection implements SqlConnection.Connection {
  /** The process of the server that serves this connection, or what a pooler reports instead. */
  readonly processId: number
  readonly server: DatabaseServer
  readonly #connection: PgConnection.PgConnection
  readonly #socket: Duplex
  readonly #logMessages: boolean
  readonly #clock: Clock.Clock
  /** What has been sent and is not answered yet. */
  readonly #waiting = new Set<Waiting>()
  #isAbandoned = false
  #isDirect: boolean | undefined
  #silence: SqlError.SqlError | undefined

  constructor(
    connection: PgConnection.PgConnection,
    socket: Duplex,
    server: DatabaseServer,
    options: { readonly logMessages: boolean; readonly clock: Clock.Clock },
  ) {
    this.server = server
    this.#logMessages = options.logMessages
    this.#clock = options.clock
    this.#connection = connection
    this.#socket = socket
    this.processId = connection.processId
  }

  /** A fiber was interrupted while it waited for a result, or there was no response in time. Close it. */
  get isAbandoned(): boolean {
    return this.#isAbandoned
  }

  /** There was no response in time. */
  get wasSilent(): boolean {
    return this.#silence !== undefined
  }

  /** The session is not shared with other clients, so prepared statements stay available. */
  get isDirect(): boolean {
    return this.#isDirect === true
  }

  get isClosed(): boolean {
    return this.#socket.destroyed || !this.#socket.writable
  }

  /** Whether the server accepts writes. */
  get acceptsWrites(): Effect.Effect<boolean, SqlError.SqlError> {
    return Effect.map(this.executeValuesUnprepared(ACCEPTS_WRITES, []), ([row]) => row?.[0] === true)
  }

  /**
   * Finds out whether this connects directly to PostgreSQL, unless that is known. A transaction pooler reports a made-up
   * process id at start-up, which then differs from `pg_backend_pid()`.
   */
  get checkDirect(): Effect.Effect<void, SqlError.SqlError> {
    if (this.#isDirect !== undefined) return Effect.void
    return Effect.map(this.executeValuesUnprepared(BACKEND_PID, []), ([row]) => {
      this.#isDirect = row?.[0] === this.processId
    })
  }

  execute(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.executeRaw(text, params), ({ rows }) => rows)
  }

  executeUnprepared(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.#query(text, params, false), ({ rows }) => rows)
  }

  executeRaw(text: string, params: ReadonlyArray<unknown>) {
    return this.#query(text, params, this.isDirect)
  }

  executeValues(text: string, params: ReadonlyArray<unknown>) {
    return this.#answeredInTime(this.#connection.queryValues(text, params, this.isDirect))
  }

  executeValuesUnprepared(text: string, params: ReadonlyArray<unknown>) {
    return this.#answeredInTime(this.#connection.queryValues(text, params, false))
  }

  executeStream(text: string, params: ReadonlyArray<unknown>) {
    return Stream.unwrap(
      Effect.map(TimeLimit, (duration) =>
        Stream.timeoutOrElse(this.#connection.stream(text, params), {
          duration,
          orElse: () => Stream.unwrap(Effect.map(this.#giveUp(duration), (error) => Stream.fail(error))),
        }).pipe(Stream.catch((error) => Stream.fromEffect(this.#report(error)))),
      ),
    )
  }

  // After an interrupt only a rollback is sent, and closing the connection rolls back.
  #query(
    text: string,
    params: ReadonlyArray<unknown>,
    mayPrepare: boolean,
  ): Effect.Effect<PgConnection.Result, SqlError.SqlError> {
    return Effect.contextWith((context: Context.Context<never>) => {
      if (this.#silence !== undefined) return Effect.fail(this.#silence)
      if (this.#isAbandoned) return Effect.succeed(NO_RESULT)
      const prepare = mayPrepare && Context.get(context, PrepareStatements)
      return this.#answeredInTime(this.#connection.query(text, params, prepare))
    })
  }

  /** Gives the connection up as soon as a response takes too long; runs as long as the connection. */
  get watch(): Effect.Effect<never> {
    const check = Effect.suspend(() => {
      const now = this.#now()
      const late = [...this.#waiting].find(({ since, limit }) => now - since >= Duration.toMillis(limit))
      return late === undefined ? Effect.void : this.#giveUp(late.limit)
    })
    return Effect.forever(Effect.andThen(Effect.sleep(CHECK_INTERVAL), check))
  }

  // One fiber watches all statements: a timer for each would take as long as the rest of what this class does.
  #answeredInTime<A>(result: Effect.Effect<A, SqlError.SqlError>): Effect.Effect<A, SqlError.SqlError> {
    return Effect.contextWith((context: Context.Context<never>) => {
      const waiting = { since: this.#now(), limit: Context.get(context, TimeLimit) }
      this.#waiting.add(waiting)
      return Effect.onExit(
        Effect.catch(result, (error) => this.#report(this.#silence ?? error)),
        (exit) =>
          Effect.sync(() => {
            this.#waiting.delete(waiting)
            if (Exit.hasInterrupts(exit)) this.#isAbandoned = true
          }),
      )
    })
  }

  #now(): number {
    return Number(this.#clock.monotonicTimeNanosUnsafe()) / 1e6
  }

  /** Errors leave this class without values, because they become part of logs and traces. */
  #report(error: SqlError.SqlError): Effect.Effect<never, SqlError.SqlError> {
    const message = this.#logMessages ? databaseMessageOf(error) : undefined
    return Effect.flatMap(KeepMessages, (keep) =>
      Effect.andThen(
        message === undefined ? Effect.void : Effect.logDebug("PostgreSQL reported an error", message),
        Effect.fail(withoutValues(error, keep)),
      ),
    )
  }

  #giveUp(limit: Duration.Duration): Effect.Effect<SqlError.SqlError> {
    return Effect.sync(() => {
      this.#isAbandoned = true
      this.#silence ??= connectionError("query", `The database did not respond within ${inSeconds(limit)}`)
      this.#socket.destroy()
      return this.#silence
    })
  }
}

const NO_RESULT: PgConnection.Result = { command: "", rowCount: 0, oid: null, rows: [], fields: [] }
