import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type * as SqlConnection from "effect/sql/SqlConnection"
import type * as SqlError from "effect/sql/SqlError"

/**
 * A connection whose BEGIN is still unanswered when the transaction's first statements are sent: they share one round
 * trip. It releases a result only after BEGIN has succeeded: had BEGIN failed, the statements sent after it would have
 * run in autocommit.
 */
export class PipelinedConnection implements SqlConnection.Connection {
  readonly #connection: SqlConnection.Connection
  readonly #begun: Effect.Effect<void, SqlError.SqlError>

  constructor(connection: SqlConnection.Connection, begun: Effect.Effect<void, SqlError.SqlError>) {
    this.#connection = connection
    this.#begun = begun
  }

  execute: SqlConnection.Connection["execute"] = (...statement) =>
    this.#onceBegun(this.#connection.execute(...statement))
  executeUnprepared: SqlConnection.Connection["executeUnprepared"] = (...statement) =>
    this.#onceBegun(this.#connection.executeUnprepared(...statement))
  executeRaw: SqlConnection.Connection["executeRaw"] = (...statement) =>
    this.#onceBegun(this.#connection.executeRaw(...statement))
  executeValues: SqlConnection.Connection["executeValues"] = (...statement) =>
    this.#onceBegun(this.#connection.executeValues(...statement))
  executeValuesUnprepared: SqlConnection.Connection["executeValuesUnprepared"] = (...statement) =>
    this.#onceBegun(this.#connection.executeValuesUnprepared(...statement))
  executeStream: SqlConnection.Connection["executeStream"] = (...statement) =>
    Stream.unwrap(Effect.as(this.#begun, this.#connection.executeStream(...statement)))

  #onceBegun<A>(result: Effect.Effect<A, SqlError.SqlError>): Effect.Effect<A, SqlError.SqlError> {
    return Effect.tap(result, () => this.#begun)
  }
}
