import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SqlClient from "effect/sql/SqlClient"
import { layerPorts, type PostgresServices } from "./layerPorts.ts"
import { layerHostUnitOfWork } from "./ports/HostUnitOfWork.ts"

/** Where the tables are. */
export interface ClientStoreOptions {
  /** As in `PostgresStoreOptions`. */
  readonly schema?: string
}

/**
 * The store on your `SqlClient`, which must be one of `@effect/sql-pg`: on its connections, and in its transactions. What
 * runs inside `sql.withTransaction` is committed or rolled back together with your own statements; a request that is
 * rejected leaves your transaction as it was. `Migrations.run` creates and updates the tables.
 *
 * Your transaction must have the isolation level read committed, PostgreSQL's default. It is not repeated if it conflicts
 * with another one: then it fails with a retryable `StoreFailure`, and you run all of it again. Limits of time and of
 * connections are those of your client. Outside a transaction of yours, each request has its own, as with `layer`.
 *
 * @example
 * ```ts
 * import { Administration, Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
 * import { bulkCreateContacts, ContactTypeId, OrganizationId } from "@bulk-contacts/core"
 * import { PgClient } from "@effect/sql-pg"
 * import { Effect, Layer, Redacted } from "effect"
 * import { SqlClient } from "effect/sql"
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
 *   const sql = yield* SqlClient.SqlClient
 *   yield* sql`create table audit (entry text)`
 *   const { created } = yield* sql.withTransaction(
 *     Effect.gen(function* () {
 *       yield* sql`insert into audit (entry) values (${"Imported contacts"})`
 *       return yield* bulkCreateContacts(acme, { contacts: ["Ada Lovelace <ada@example.com>"] })
 *     }),
 *   )
 *   return created
 * })
 *
 * const store = PostgresStore.layerFromClient().pipe(Layer.provideMerge(PgClient.layer({ url })))
 * console.log(await Effect.runPromise(Effect.provide(program, store))) // 1
 * ```
 */
export const layerFromClient = ({
  schema,
}: ClientStoreOptions = {}): Layer.Layer<PostgresServices, never, SqlClient.SqlClient> =>
  Layer.provide(layerPorts(schema, layerHostUnitOfWork), layerPlainClient)

/** The client without transformations of names, which are those of other tables. */
const layerPlainClient = Layer.effect(
  SqlClient.SqlClient,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const isPostgres = sql.onDialectOrElse({ pg: () => true, orElse: () => false })
    if (!isPostgres) return yield* Effect.die(new Error("The SqlClient must be one of @effect/sql-pg"))
    return sql.withoutTransforms()
  }),
)
