import { CurrentTenant, FairShare } from "@bulk-contacts/core/ports"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Pool from "effect/Pool"
import { connectionError, inSeconds } from "./connectionError.ts"
import type { DatabaseUrl } from "./DatabaseUrl.ts"
import { type ConnectionOptions, openConnection } from "./openConnection.ts"
import type { PooledConnection } from "./PooledConnection.ts"
import { TimeLimit } from "./TimeLimit.ts"

export interface PoolOptions extends ConnectionOptions {
  readonly maxConnections: number
}

const IDLE_TIME = Duration.seconds(60)

/**
 * A pool of connections, each for one fiber at a time. `get` takes a connection until the scope closes, and fails if none
 * is free within `TimeLimit`. An organization uses at most half of the connections, so that those of another one are not
 * all waiting for a lock.
 */
export const makeConnectionPool = Effect.fnUntraced(function* (
  database: DatabaseUrl,
  { maxConnections, ...options }: PoolOptions,
) {
  /** Connections that are older than the last silence of the network are not trusted. */
  let generation = 0
  const generations = new WeakMap<PooledConnection, number>()

  const pool = yield* Pool.makeWithTTL({
    acquire: Effect.tap(openConnection(database, options), (connection) =>
      Effect.sync(() => generations.set(connection, generation)),
    ),
    min: 0,
    max: maxConnections,
    timeToLive: IDLE_TIME,
    timeToLiveStrategy: "usage",
  })

  const isUsable = (connection: PooledConnection): boolean =>
    !connection.isClosed && generations.get(connection) === generation

  const take = Effect.gen(function* () {
    for (;;) {
      const connection = yield* Pool.get(pool)
      if (isUsable(connection)) return connection
      yield* Pool.invalidate(pool, connection)
    }
  })

  /** Removes a connection whose fiber was interrupted or got no response. */
  const remove = (connection: PooledConnection) =>
    Effect.suspend(() => {
      if (connection.wasSilent) generation++
      return Pool.invalidate(pool, connection)
    })

  const connections = new FairShare({ capacity: maxConnections, maxWaiting: Number.POSITIVE_INFINITY })

  /** Waits for one of the connections that the organization of the fiber may use. */
  const takeShare = Effect.contextWith((context: Context.Context<never>) => {
    const tenant = Context.get(context, CurrentTenant)
    const limit = Context.get(context, TimeLimit)
    return Effect.acquireRelease(
      Effect.mapError(connections.take(tenant, 1, limit), () => noneFree(limit)),
      () => {
        connections.release(tenant, 1)
        // Other effects get a copy of the whole context, which takes longer than the rest.
        return Effect.void
      },
    )
  })

  return { get: Effect.andThen(takeShare, inTime(take)), remove }
})

const inTime = <A, E, R>(take: Effect.Effect<A, E, R>) =>
  Effect.flatMap(TimeLimit, (duration) =>
    Effect.timeoutOrElse(take, {
      duration,
      orElse: () => Effect.fail(noneFree(duration)),
    }),
  )

const noneFree = (limit: Duration.Duration) =>
  connectionError("acquire", `No database connection was free within ${inSeconds(limit)}`)
