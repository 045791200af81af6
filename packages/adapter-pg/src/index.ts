/**
 * Every port on PostgreSQL, embedded and real; its migrations and administration.
 *
 * @module @bulk-contacts/adapter-pg
 */

export * from "./Administration.ts"
export { DataDirectoryInUse, DataDirectoryUnusable } from "./embedded/DataDirectory.ts"
export { Migrations } from "./Migrations.ts"
export * as PgliteStore from "./PgliteStore.ts"
export * as PostgresStore from "./PostgresStore.ts"
