/**
 * Bulk creates on your own tables, from a mapping of their names.
 *
 * @module @bulk-contacts/adapter-sql
 */

export type { TableProblem } from "./check/TableProblem.ts"
export type { DialectName } from "./dialects/dialects.ts"
export {
  makeSqlStore,
  type SqlContactsService,
  type SqlStore,
  type SqlStoreOptions,
  type SqlStoreOptionsWithKeys,
  type SqlStoreWithKeys,
} from "./makeSqlStore.ts"
export type {
  AccountLinks,
  AccountsTable,
  Constants,
  ContactsTable,
  ContactTypesTable,
  IdColumn,
  IdempotencyTable,
  ImportsTable,
  SqlTables,
} from "./mapping/SqlTables.ts"
export { type MariadbConnection, type MariadbPool, mariadbConnector } from "./runners/mariadbConnector.ts"
export { type Mysql2Connection, type Mysql2Pool, mysql2 } from "./runners/mysql2.ts"
export { type NodePostgresClient, type NodePostgresPool, nodePostgres } from "./runners/nodePostgres.ts"
export { type NodeSqliteDatabase, nodeSqlite } from "./runners/nodeSqlite.ts"
export type { SqlRow, SqlRunner } from "./SqlRunner.ts"
