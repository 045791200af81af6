/**
 * Every port on PostgreSQL, embedded and real; its migrations and administration.
 *
 * @module @bulk-contacts/adapter-pg
 */

export * from "./Administration.ts"
export { DataDirectoryInUse, DataDirectoryUnusable } from "./embedded/DataDirectory.ts"
export { Migrations } from "./Migrations.ts"
/** Every port on PostgreSQL in this process. */
export * as PgliteStore from "./PgliteStore.ts"
/** Every port on a PostgreSQL server. */
export * as PostgresStore from "./PostgresStore.ts"
