/**
 * Every port of the core on a PostgreSQL server, with migrations and administration. `@bulk-contacts/adapter-pg/pglite`
 * has the same on PostgreSQL in this process.
 *
 * @module @bulk-contacts/adapter-pg
 */

export {
  Administration,
  AlreadyExists,
  ApiKeyNotFound,
  CountChanged,
  type CreatedApiKey,
  type NewAccount,
  type NewContactType,
  type NewOrganization,
  NotFound,
  OrganizationNotFound,
  type RevokedApiKey,
} from "./administration/Administration.ts"
export type {
  ListedAccount,
  ListedApiKey,
  ListedContactType,
  ListedOrganization,
} from "./administration/lists.ts"
export { type BackupCounts, Backups, InvalidBackup, StoreNotEmpty } from "./backup/Backups.ts"
export type { PostgresServices } from "./layerPorts.ts"
export { Migrations, TablesExist } from "./migrations/Migrations.ts"
export { ReleaseTooOld } from "./migrations/ReleaseTooOld.ts"
/** Every port on a PostgreSQL server. */
export * as PostgresStore from "./PostgresStore.ts"
