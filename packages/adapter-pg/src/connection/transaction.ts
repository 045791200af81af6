import { Effect, Fiber, Predicate, Stream } from "effect"
import { SqlClient, type SqlConnection, SqlError } from "effect/sql"

/** Whatever the database's own default is: the ports are written for this level. */
const BEGIN = "begin isolation level read committed"

/**
 * Bounds what a stuck transaction costs others. Local to the transaction: settings of the session are not safe behind
 * a pooler that shares sessions, and many poolers refuse them at start-up.
 */
const SET_TIMEOUTS = `
  select
    set_config('lock_timeout', '10s', true),
    set_config('statement_timeout', '30s', true),
    set_config('idle_in_transaction_session_timeout', '30s', true)`

/** Runs an effect in a transaction whose beginning goes out together with its first statements. */
export const makeTransaction = (sql: SqlClient.SqlClient) =>
  SqlClient.makeWithTransaction({
    transactionService: sql.transactionService,
    spanAttributes: [["db.system.name", "postgresql"]],
    acquireConnection: (restore) =>
      Effect.gen(function* () {
        const connection = yield* restore(sql.reserve)
        const beginning = yield* Effect.forkScoped(begin(connection), { startImmediately: true })
        return new BegunConnection(connection, Fiber.join(beginning))
      }),
    begin: () => Effect.void,
    savepoint: (connection, id) => Effect.asVoid(connection.execute(`savepoint effect_sql_${id}`, [], undefined)),
    rollbackSavepoint: (connection, id) =>
      Effect.asVoid(connection.execute(`rollback to savepoint effect_sql_${id}`, [], undefined)),
    commit,
    rollback: (connection) => Effect.asVoid(connection.execute("rollback", [], undefined)),
  })

const begin = (connection: SqlConnection.Connection) =>
  Effect.all([connection.execute(BEGIN, [], undefined), connection.execute(SET_TIMEOUTS, [], undefined)], {
    concurrency: "unbounded",
    discard: true,
  })

/** PostgreSQL answers that it has rolled back, and no error, where a statement of the transaction has failed. */
const commit = (connection: SqlConnection.Connection): Effect.Effect<void, SqlError.SqlError> =>
  Effect.flatMap(connection.executeRaw("commit", []), (result) =>
    Predicate.hasProperty(result, "command") && result.command === "COMMIT"
      ? Effect.void
      : Effect.fail(
          new SqlError.SqlError({
            reason: new SqlError.UnknownError({ cause: new Error("Rolled back"), operation: "commit" }),
          }),
        ),
  )

/** Gives an answer only where the transaction has begun: had that failed, each statement would be one for itself. */
class BegunConnection implements SqlConnection.Connection {
  readonly #connection: SqlConnection.Connection
  readonly #begun: Effect.Effect<void, SqlError.SqlError>

  constructor(connection: SqlConnection.Connection, begun: Effect.Effect<void, SqlError.SqlError>) {
    this.#connection = connection
    this.#begun = begun
  }

  execute: SqlConnection.Connection["execute"] = (...statement) => this.#after(this.#connection.execute(...statement))
  executeUnprepared: SqlConnection.Connection["executeUnprepared"] = (...statement) =>
    this.#after(this.#connection.executeUnprepared(...statement))
  executeRaw: SqlConnection.Connection["executeRaw"] = (...statement) =>
    this.#after(this.#connection.executeRaw(...statement))
  executeValues: SqlConnection.Connection["executeValues"] = (...statement) =>
    this.#after(this.#connection.executeValues(...statement))
  executeValuesUnprepared: SqlConnection.Connection["executeValuesUnprepared"] = (...statement) =>
    this.#after(this.#connection.executeValuesUnprepared(...statement))
  executeStream: SqlConnection.Connection["executeStream"] = (...statement) =>
    Stream.unwrap(Effect.as(this.#begun, this.#connection.executeStream(...statement)))

  #after<A>(answer: Effect.Effect<A, SqlError.SqlError>): Effect.Effect<A, SqlError.SqlError> {
    return Effect.tap(answer, () => this.#begun)
  }
}
