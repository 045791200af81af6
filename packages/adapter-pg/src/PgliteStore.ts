import { Layer } from "effect"
import { layerPgliteClient, type PgliteOptions } from "./embedded/layerPgliteClient.ts"
import { layerPortsMigrated } from "./layerPorts.ts"

export type { PgliteOptions } from "./embedded/layerPgliteClient.ts"

/**
 * The store on PostgreSQL in this process. Its schema is brought up to date when the layer is built.
 *
 * One connection: units of work run one after the other. What is committed in a directory is on disk, and survives a
 * crash of the process and of the machine.
 */
export const layer = (options: PgliteOptions = {}) => Layer.provide(layerPortsMigrated, layerPgliteClient(options))
