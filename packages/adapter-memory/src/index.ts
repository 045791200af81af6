/**
 * Every port in memory.
 *
 * @module @bulk-contacts/adapter-memory
 */

export * from "./MemoryStore.ts"
export type { OrganizationSeed } from "./OrganizationSeed.ts"
