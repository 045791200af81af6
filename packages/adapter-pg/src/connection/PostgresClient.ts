import { PgClient, PgConnection, PgPool } from "@effect/sql-pg"
import { Effect, Layer, Stream } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlConnection, type SqlError } from "effect/sql"

/**
 * A client of a server. Each connection is lent to one at a time, who may send a statement before the last one is
 * answered; the server answers them in order.
 */
export const layerPostgresClient = (config: PgPool.Config) =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      const pool = yield* PgPool.make({ ...config, multiplex: true, multiplexConcurrency: 1 })
      const ownSessions = new WeakMap<PgConnection.PgConnection, boolean>()

      const lend = Effect.gen(function* () {
        const connection = yield* pool.get
        const lent = new LentConnection(connection)
        yield* Effect.addFinalizer(() => (lent.isGivenUp ? giveUp(connection, lent.hasOwnSession) : Effect.void))
        lent.hasOwnSession = ownSessions.get(connection) ?? (yield* hasOwnSession(lent, connection.processId))
        ownSessions.set(connection, lent.hasOwnSession)
        return lent
      })

      /** Its statement is not waited for. The server is told, and rolls back when the connection is closed. */
      const giveUp = (connection: PgConnection.PgConnection, hasOwnSession: boolean) =>
        Effect.andThen(
          pool.invalidate(connection),
          hasOwnSession ? Effect.forkDetach(cancel(config, connection.processId)) : Effect.void,
        )

      return yield* SqlClient.make({
        acquirer: lend,
        compiler: PgClient.makeCompiler(),
        driver: "pg",
        spanAttributes: [["db.system.name", "postgresql"]],
      })
    }),
  ).pipe(Layer.provide(Reactivity.layer))

/**
 * Whether no pooler shares it with others: one that does cannot know the process that answers, so it makes up what it
 * tells the client. Only on a session of one's own are prepared statements there the next time.
 */
const hasOwnSession = (connection: LentConnection, processId: number) =>
  Effect.map(connection.executeValuesUnprepared("select pg_backend_pid()", []), ([row]) => row?.[0] === processId)

const cancel = (config: PgConnection.Config, processId: number) =>
  PgConnection.make(config).pipe(
    Effect.flatMap(({ query }) => query("select pg_cancel_backend($1)", [processId], false)),
    Effect.scoped,
    Effect.ignore,
  )

class LentConnection implements SqlConnection.Connection {
  /** Somebody was interrupted who waited for an answer. */
  isGivenUp = false
  /** Prepared statements are still there the next time. */
  hasOwnSession = false
  readonly #connection: PgConnection.PgConnection

  constructor(connection: PgConnection.PgConnection) {
    this.#connection = connection
  }

  execute(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.#send(text, params, this.hasOwnSession), ({ rows }) => rows)
  }

  executeUnprepared(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.#send(text, params, false), ({ rows }) => rows)
  }

  executeRaw(text: string, params: ReadonlyArray<unknown>) {
    return this.#send(text, params, this.hasOwnSession)
  }

  executeValues(text: string, params: ReadonlyArray<unknown>) {
    return this.#orGiveUp(this.#connection.queryValues(text, params, this.hasOwnSession))
  }

  executeValuesUnprepared(text: string, params: ReadonlyArray<unknown>) {
    return this.#orGiveUp(this.#connection.queryValues(text, params, false))
  }

  executeStream(text: string, params: ReadonlyArray<unknown>) {
    return Stream.suspend(() => this.#connection.stream(text, params))
  }

  // What would be sent now, a roll-back, is what giving up does.
  #send(
    text: string,
    params: ReadonlyArray<unknown>,
    prepare: boolean,
  ): Effect.Effect<PgConnection.Result, SqlError.SqlError> {
    return Effect.suspend(() =>
      this.isGivenUp ? Effect.succeed(NOTHING) : this.#orGiveUp(this.#connection.query(text, params, prepare)),
    )
  }

  #orGiveUp<A>(answer: Effect.Effect<A, SqlError.SqlError>): Effect.Effect<A, SqlError.SqlError> {
    return Effect.onInterrupt(answer, () =>
      Effect.sync(() => {
        this.isGivenUp = true
      }),
    )
  }
}

const NOTHING: PgConnection.Result = { command: "", rowCount: 0, oid: null, rows: [], fields: [] }
