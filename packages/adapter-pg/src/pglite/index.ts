/**
 * Every port on PGlite, which is PostgreSQL in this process. Needs `@electric-sql/pglite`.
 *
 * @module @bulk-contacts/adapter-pg/pglite
 */

export { DataDirectoryInUse, DataDirectoryUnusable } from "./DataDirectory.ts"
export type { PgliteOptions } from "./layerPgliteClient.ts"
/** Every port on PostgreSQL in this process. */
export * as PgliteStore from "./PgliteStore.ts"
