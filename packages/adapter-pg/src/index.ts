/**
 * Every port on PostgreSQL, embedded and real; its migrations and administration.
 *
 * @module @bulk-contacts/adapter-pg
 */

export * from "./administration/Administration.ts"
export { DataDirectoryInUse, DataDirectoryUnusable } from "./embedded/DataDirectory.ts"
export { Migrations } from "./migrations/Migrations.ts"
/** Every port on PostgreSQL in this process. */
export * as PgliteStore from "./PgliteStore.ts"
/** Every port on a PostgreSQL server. */
export * as PostgresStore from "./PostgresStore.ts"
