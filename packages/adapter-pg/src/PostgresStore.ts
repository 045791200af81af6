import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { parseDatabaseUrl } from "./connection/DatabaseUrl.ts"
import { layerPostgresClient } from "./connection/PostgresClient.ts"
import { layerPorts, type PostgresServices } from "./layerPorts.ts"
import { schemaProblem } from "./sql/Database.ts"

/** The server, and how many connections to use. */
export interface PostgresStoreOptions {
  /**
   * `postgres://user:password@host:port/database?parameter=value`, as libpq defines it: with several hosts separated by
   * commas, or the directory of a Unix socket as the host. If it is invalid, building the layer is a defect: check it with
   * `explainUrl`.
   */
  readonly url: Redacted.Redacted<string>
  /**
   * The schema of the tables. Statements name it, whatever the connection's `search_path` is. Default: the schema of the
   * tables that exist, in the `search_path`, in `bulk_contacts` or in `public`; `bulk_contacts` if there are none. If the
   * name is invalid, building the layer is a defect: check it with `explainSchema`.
   */
  readonly schema?: string
  /** Maximum number of connections in the pool. One organization uses at most half of them. Default: 20. */
  readonly maxConnections?: number
  /**
   * Whether to log PostgreSQL's messages at debug level. They may quote any value of a row: emails, names, what a trigger
   * raises. Errors and spans never contain them. Default: false.
   */
  readonly logMessages?: boolean
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
export const layer = ({
  url,
  schema,
  maxConnections = 20,
  logMessages = false,
}: PostgresStoreOptions): Layer.Layer<PostgresServices> =>
  layerPorts(schema).pipe(
    Layer.provide(
      layerPostgresClient({
        url,
        maxConnections,
        logMessages,
        applicationName: "bulk-contacts",
      }),
    ),
  )

export { type ClientStoreOptions, layerFromClient } from "./layerFromClient.ts"

/** What is wrong with the URL of a database, without a part of it that may be a password. `undefined` if it is valid. */
export const explainUrl = (url: Redacted.Redacted<string>): string | undefined =>
  Result.match(parseDatabaseUrl(Redacted.value(url)), { onFailure: (problem) => problem, onSuccess: () => undefined })

/** What is wrong with the name of a schema: PostgreSQL would cut it off, or keeps it for itself. `undefined` if it is valid. */
export const explainSchema = (name: string): string | undefined => schemaProblem(name)
