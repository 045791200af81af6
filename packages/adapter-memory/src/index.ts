/**
 * Every port of the core in memory.
 *
 * @module @bulk-contacts/adapter-memory
 */

export { type MemoryPorts, type MemoryStore, makeMemoryStore } from "./MemoryStore.ts"
export type { OrganizationSeed } from "./OrganizationSeed.ts"
