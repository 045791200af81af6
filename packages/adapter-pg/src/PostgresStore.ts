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
 *
 * @example
 * ```ts
 * import { Administration, Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
 * import { bulkCreateContacts, ContactTypeId, OrganizationId } from "@bulk-contacts/core"
 * import { Effect, Redacted } from "effect"
 *
 * const url = Redacted.make(process.env["DATABASE_URL"] ?? "postgres://user:password@localhost:5432/contacts")
 *
 * const program = Effect.gen(function* () {
 *   const migrations = yield* Migrations
 *   yield* migrations.run
 *
 *   const administration = yield* Administration
 *   const acme = OrganizationId.make("acme")
 *   yield* administration.createOrganization({ id: acme, name: "Acme" })
 *   const lead = { id: ContactTypeId.make("CT123"), name: "Lead", isDefault: true }
 *   yield* administration.createContactType({ organizationId: acme, ...lead })
 *
 *   const { created } = yield* bulkCreateContacts(acme, { contacts: ["Ada Lovelace <ada@example.com>"] })
 *   return created
 * })
 *
 * console.log(await Effect.runPromise(Effect.provide(program, PostgresStore.layer({ url })))) // 1
 * ```
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
