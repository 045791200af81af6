import type { StoreFailure } from "@bulk-contacts/core/ports"
import * as Layer from "effect/Layer"
import { layerPorts, layerPortsMigrated, type PostgresServices } from "../layerPorts.ts"
import type { TablesExist } from "../migrations/Migrations.ts"
import type { ReleaseTooOld } from "../migrations/ReleaseTooOld.ts"
import type { DataDirectoryInUse, DataDirectoryUnusable } from "./DataDirectory.ts"
import { layerPgliteClient, type PgliteOptions } from "./layerPgliteClient.ts"
import { layerSocketClient } from "./socketClient.ts"

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
 * import { OrganizationId } from "@bulk-contacts/core/ports"
 * import * as Effect from "effect/Effect"
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
): Layer.Layer<
  PostgresServices,
  DataDirectoryInUse | DataDirectoryUnusable | ReleaseTooOld | StoreFailure | TablesExist
> => Layer.provide(layerPortsMigrated(options.schema), layerPgliteClient(options))

/** Where a process keeps an embedded database that it shares. */
export type SharedPgliteOptions = Omit<PgliteOptions, "dataDir" | "isShared"> & { readonly dataDir: string }

/**
 * The store on the embedded database of a process that runs and shares it (`isShared`). The schema is not migrated. One
 * connection, which waits while a request of that process is in the database, and a transaction of which makes its requests
 * wait. One that is idle for 30 seconds is rolled back.
 */
export const layerOfServer = ({
  dataDir,
  logMessages = false,
  schema,
}: SharedPgliteOptions): Layer.Layer<PostgresServices> =>
  Layer.provide(layerPorts(schema), layerSocketClient(dataDir, logMessages))

/** Whether a process runs that shares the embedded database in the directory. */
export { isServed } from "./socketClient.ts"
