import { Duration, Layer, type Redacted } from "effect"
import { layerPostgresClient } from "./connection/PostgresClient.ts"
import { layerPorts } from "./layerPorts.ts"

/** Which server to use, and with how many connections. */
export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`, with libpq's parameters. */
  readonly url: Redacted.Redacted<string>
  /** How many connections the pool has at most. Default: 10. */
  readonly maxConnections?: number
}

/**
 * The store on a PostgreSQL server, 15 or newer. It connects when it is used first, and again when connections were
 * lost: what is asked for meanwhile fails with a retryable `StoreFailure`. Its schema is that of `Migrations.run`.
 *
 * Works through PgBouncer, in transaction mode too: no statement needs a session.
 */
export const layer = ({ url, maxConnections = 10 }: PostgresStoreOptions) =>
  layerPorts.pipe(
    Layer.provide(
      layerPostgresClient({
        url,
        maxConnections,
        applicationName: "bulk-contacts",
        keepAlive: Duration.seconds(30),
      }).pipe(Layer.orDie),
    ),
  )
