import type { PgConnection } from "@effect/sql-pg"
import { Context, Effect, Stream } from "effect"
import type { SqlConnection, SqlError } from "effect/sql"

/**
 * Whether statements of the current fiber are prepared. Set it to `false` for a statement that should be planned for its
 * parameters: a prepared one keeps a plan that suits any.
 */
export const PrepareStatements = Context.Reference<boolean>("@bulk-contacts/adapter-pg/PrepareStatements", {
  defaultValue: () => true,
})

/**
 * A connection while one fiber has it. It pipelines: a statement may be sent before the previous one is answered.
 *
 * The driver cannot cancel a statement of a pipelining connection. So an interrupted fiber abandons the connection: the
 * pool closes it, and the server rolls back and is asked to cancel what it runs.
 */
export class PooledConnection implements SqlConnection.Connection {
  /** A fiber was interrupted while it waited for a result. */
  isAbandoned = false
  /** The session is not shared with other clients, so prepared statements stay available. */
  isDirect = false
  readonly #connection: PgConnection.PgConnection

  constructor(connection: PgConnection.PgConnection) {
    this.#connection = connection
  }

  execute(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.executeRaw(text, params), ({ rows }) => rows)
  }

  executeUnprepared(text: string, params: ReadonlyArray<unknown>) {
    return Effect.map(this.#query(text, params, false), ({ rows }) => rows)
  }

  executeRaw(text: string, params: ReadonlyArray<unknown>) {
    return Effect.flatMap(PrepareStatements, (prepare) => this.#query(text, params, prepare && this.isDirect))
  }

  executeValues(text: string, params: ReadonlyArray<unknown>) {
    return this.#orAbandon(this.#connection.queryValues(text, params, this.isDirect))
  }

  executeValuesUnprepared(text: string, params: ReadonlyArray<unknown>) {
    return this.#orAbandon(this.#connection.queryValues(text, params, false))
  }

  executeStream(text: string, params: ReadonlyArray<unknown>) {
    return Stream.suspend(() => this.#connection.stream(text, params))
  }

  // After an interrupt only a rollback is sent, and closing the connection rolls back.
  #query(
    text: string,
    params: ReadonlyArray<unknown>,
    prepare: boolean,
  ): Effect.Effect<PgConnection.Result, SqlError.SqlError> {
    return Effect.suspend(() =>
      this.isAbandoned ? Effect.succeed(NO_RESULT) : this.#orAbandon(this.#connection.query(text, params, prepare)),
    )
  }

  #orAbandon<A>(result: Effect.Effect<A, SqlError.SqlError>): Effect.Effect<A, SqlError.SqlError> {
    return Effect.onInterrupt(result, () =>
      Effect.sync(() => {
        this.isAbandoned = true
      }),
    )
  }
}

const NO_RESULT: PgConnection.Result = { command: "", rowCount: 0, oid: null, rows: [], fields: [] }
