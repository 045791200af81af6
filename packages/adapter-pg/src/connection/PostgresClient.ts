import { PgClient, PgConnection, PgPool } from "@effect/sql-pg"
import { Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient } from "effect/sql"
import { BACKEND_PID, CANCEL_BACKEND } from "../sql/session.ts"
import { PooledConnection } from "./PooledConnection.ts"

/** A client of a PostgreSQL server, on a pool whose connections serve one fiber at a time and pipeline its statements. */
export const layerPostgresClient = (config: PgPool.Config) =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      const pool = yield* PgPool.make({ ...config, multiplex: true, multiplexConcurrency: 1 })
      const direct = new WeakMap<PgConnection.PgConnection, boolean>()

      const acquire = Effect.gen(function* () {
        const connection = yield* pool.get
        const pooled = new PooledConnection(connection)
        yield* Effect.addFinalizer(() => (pooled.isAbandoned ? abandon(connection, pooled.isDirect) : Effect.void))
        pooled.isDirect = direct.get(connection) ?? (yield* isDirect(pooled, connection.processId))
        direct.set(connection, pooled.isDirect)
        return pooled
      })

      /** Closes the connection, and has the server cancel the statement in progress without waiting for it. */
      const abandon = (connection: PgConnection.PgConnection, isDirect: boolean) =>
        Effect.andThen(
          pool.invalidate(connection),
          isDirect ? Effect.forkDetach(cancel(config, connection.processId)) : Effect.void,
        )

      return yield* SqlClient.make({
        acquirer: acquire,
        compiler: PgClient.makeCompiler(),
        driver: "pg",
        spanAttributes: [["db.system.name", "postgresql"]],
      })
    }),
  ).pipe(Layer.provide(Reactivity.layer))

/**
 * Whether this connects directly to PostgreSQL. A transaction pooler reports a made-up process id at start-up, which then
 * differs from `pg_backend_pid()`. Only a direct session keeps prepared statements.
 */
const isDirect = (connection: PooledConnection, processId: number) =>
  Effect.map(connection.executeValuesUnprepared(BACKEND_PID, []), ([row]) => row?.[0] === processId)

const cancel = (config: PgConnection.Config, processId: number) =>
  PgConnection.make(config).pipe(
    Effect.flatMap(({ query }) => query(CANCEL_BACKEND, [processId], false)),
    Effect.scoped,
    Effect.ignore,
  )
