import { PgClient } from "@effect/sql-pg"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as SqlClient from "effect/sql/SqlClient"
import { CANCEL_BACKEND } from "../sql/session.ts"
import { makeConnectionPool, type PoolOptions } from "./ConnectionPool.ts"
import { parseDatabaseUrl } from "./DatabaseUrl.ts"
import { connectTo } from "./openConnection.ts"
import type { PooledConnection } from "./PooledConnection.ts"

/** Where the database is, and how to use it. */
export interface PostgresClientOptions extends PoolOptions {
  readonly url: Redacted.Redacted<string>
}

/** A client of a PostgreSQL server, on a pool whose connections serve one fiber at a time and pipeline its statements. */
export const layerPostgresClient = (options: PostgresClientOptions) =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      const database = yield* databaseOf(options.url)
      const pool = yield* makeConnectionPool(database, options)

      const acquire = Effect.tap(pool.get, (connection) =>
        Effect.andThen(
          Effect.addFinalizer(() => (connection.isAbandoned ? abandon(connection) : Effect.void)),
          connection.checkDirect,
        ),
      )

      /** Closes the connection, and has the server cancel the statement in progress without waiting for it. */
      const abandon = (connection: PooledConnection) =>
        Effect.andThen(
          pool.remove(connection),
          // What a stream leads to has one session, in which nothing is in progress while this runs.
          connection.isDirect && options.stream === undefined
            ? Effect.forkDetach(cancel(connection, options))
            : Effect.void,
        )

      return yield* SqlClient.make({
        acquirer: acquire,
        compiler: PgClient.makeCompiler(),
        driver: "pg",
        spanAttributes: [["db.system.name", "postgresql"]],
      })
    }),
  ).pipe(Layer.provide(Reactivity.layer))

const databaseOf = (url: Redacted.Redacted<string>) =>
  Result.match(parseDatabaseUrl(Redacted.value(url)), {
    onFailure: (problem) => Effect.die(new Error(`Invalid database URL: ${problem}`)),
    onSuccess: Effect.succeed,
  })

const CANCEL_LIMIT = "10 seconds"

const cancel = ({ server, processId }: PooledConnection, options: PostgresClientOptions) =>
  connectTo(server, options).pipe(
    Effect.flatMap(({ connection }) => connection.query(CANCEL_BACKEND, [processId], false)),
    Effect.scoped,
    Effect.timeout(CANCEL_LIMIT),
    Effect.ignore,
  )
