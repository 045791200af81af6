import type { StoreFailure } from "@bulk-contacts/core"
import * as Layer from "effect/Layer"
import { layerPortsMigrated, type PostgresServices } from "../layerPorts.ts"
import type { TablesExist } from "../migrations/Migrations.ts"
import type { DataDirectoryInUse, DataDirectoryUnusable } from "./DataDirectory.ts"
import { layerPgliteClient, type PgliteOptions } from "./layerPgliteClient.ts"

/**
 * The store on PostgreSQL in this process, migrated when the layer is built.
 *
 * There is one connection: units of work run one after the other. With a `dataDir`, a commit is on disk when it is
 * acknowledged, and survives a crash of the process or of the machine.
 *
 * @example
 * ```ts
 * import { Administration } from "@bulk-contacts/adapter-pg"
 * import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
 * import { OrganizationId } from "@bulk-contacts/core"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const administration = yield* Administration
 *   yield* administration.createOrganization({ id: OrganizationId.make("acme"), name: "Acme" })
 *   return yield* administration.isEmpty
 * })
 *
 * // In memory. `PgliteStore.layer({ dataDir: "./data" })` keeps the database.
 * console.log(await Effect.runPromise(Effect.provide(program, PgliteStore.layer()))) // false
 * ```
 */
export const layer = (
  options: PgliteOptions = {},
): Layer.Layer<PostgresServices, DataDirectoryInUse | DataDirectoryUnusable | StoreFailure | TablesExist> =>
  Layer.provide(layerPortsMigrated(options.schema), layerPgliteClient(options))
