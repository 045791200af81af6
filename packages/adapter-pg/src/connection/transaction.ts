import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Predicate from "effect/Predicate"
import * as SqlClient from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import * as SqlError from "effect/sql/SqlError"
import { BEGIN, COMMIT, ROLLBACK, rollbackToSavepoint, SET_TIMEOUTS, savepoint } from "../sql/session.ts"
import { PipelinedConnection } from "./PipelinedConnection.ts"

/** Makes a function that runs an effect in a transaction, or in a savepoint if there is a transaction already. */
export const makeTransaction = (sql: SqlClient.SqlClient) =>
  SqlClient.makeWithTransaction({
    transactionService: sql.transactionService,
    spanAttributes: [["db.system.name", "postgresql"]],
    acquireConnection: Effect.fnUntraced(function* (restore) {
      const connection = yield* restore(sql.reserve)
      const begun = yield* Effect.forkScoped(begin(connection), { startImmediately: true })
      return new PipelinedConnection(connection, Fiber.join(begun))
    }),
    begin: () => Effect.void,
    savepoint: (connection, id) => run(connection, savepoint(id)),
    rollbackSavepoint: (connection, id) => run(connection, rollbackToSavepoint(id)),
    commit,
    rollback: (connection) => run(connection, ROLLBACK),
  })

/** Runs a statement whose result does not matter. */
export const run = (connection: SqlConnection.Connection, text: string) =>
  Effect.asVoid(connection.execute(text, [], undefined))

const begin = (connection: SqlConnection.Connection) =>
  Effect.all([run(connection, BEGIN), run(connection, SET_TIMEOUTS)], { concurrency: "unbounded", discard: true })

/** If a statement of the transaction has failed, PostgreSQL answers COMMIT with ROLLBACK instead of an error. */
export const commit = (connection: SqlConnection.Connection): Effect.Effect<void, SqlError.SqlError> =>
  Effect.flatMap(connection.executeRaw(COMMIT, []), (result) =>
    Predicate.hasProperty(result, "command") && result.command === "COMMIT"
      ? Effect.void
      : Effect.fail(
          new SqlError.SqlError({
            reason: new SqlError.UnknownError({ cause: new Error("Rolled back"), operation: "commit" }),
          }),
        ),
  )
