import { Duration, Layer, type Redacted } from "effect"
import { layerPostgresClient } from "./connection/PostgresClient.ts"
import { layerPorts, type PostgresServices } from "./layerPorts.ts"

/** The server, and how many connections to use. */
export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`, with libpq's parameters. */
  readonly url: Redacted.Redacted<string>
  /** Maximum number of connections in the pool. Default: 10. */
  readonly maxConnections?: number
}

/**
 * The store on a PostgreSQL server, version 15 or newer. `Migrations.run` creates and updates its schema.
 *
 * It connects on first use, and again after connections were lost. While the server cannot be reached, every operation
 * fails with a retryable `StoreFailure`. It works through PgBouncer, also in transaction mode.
 */
export const layer = ({ url, maxConnections = 10 }: PostgresStoreOptions): Layer.Layer<PostgresServices> =>
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
