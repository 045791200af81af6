/**
 * A store in memory for the promise API.
 *
 * @module @bulk-contacts/adapter-memory/promise
 */

export type { OrganizationSeed } from "../OrganizationSeed.ts"
export { type MemoryStore, makeMemoryStore } from "./MemoryStore.ts"
