/**
 * A store in memory for the use case in promises.
 *
 * @module @bulk-contacts/adapter-memory/promise
 */

export type { OrganizationSeed } from "../OrganizationSeed.ts"
export * from "./MemoryStore.ts"
