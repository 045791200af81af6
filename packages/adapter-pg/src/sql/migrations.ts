import type * as SqlClient from "effect/sql/SqlClient"
import { type Database, quoteIdentifier } from "./Database.ts"

/** Makes others that migrate this database wait until the transaction ends. */
export const lockMigrations = (sql: SqlClient.SqlClient) =>
  sql`select pg_advisory_xact_lock(hashtextextended('bulk_contacts_migrations', 0))`

export const findNamespace = ({ sql, schema }: Database) => sql`select from pg_namespace where nspname = ${schema}`

/** Needs the privilege to create schemas, even if this one exists. */
export const createNamespace = ({ sql, schema }: Database) => sql`create schema ${sql.literal(quoteIdentifier(schema))}`

export const readSearchPath = (sql: SqlClient.SqlClient) =>
  sql<{ readonly path: string }>`select current_setting('search_path') as path`

/** Sets `search_path` for the rest of the transaction, in which no pooler can lose it. */
export const setSearchPath = (sql: SqlClient.SqlClient, path: string) =>
  sql`select set_config('search_path', ${path}, true)`

/** Finds tables of other programs, in a schema that was never migrated, which have one of `names`. */
export const findForeignTables = ({ sql, schema }: Database, names: ReadonlyArray<string>) => sql<{
  readonly name: string
}>`
  select relname as name from pg_class
  where relnamespace = (select oid from pg_namespace where nspname = ${schema})
    and relname = any(${names})
    and to_regclass(format('%I.bulk_contacts_migrations', ${schema}::text)) is null
  order by relname`

/** Finds the table that records what has been run. No row: nothing has. */
export const findMigrations = ({ sql, schema }: Database) =>
  sql`select where to_regclass(format('%I.bulk_contacts_migrations', ${schema}::text)) is not null`

/** The last migration that has been run. */
export interface LastMigration {
  readonly id: number
  /** The last migration of the oldest release that the schema serves. Null: none has been recorded. */
  readonly oldestRelease: number | null
}

/** As JSON, a row has no column that an earlier schema lacks. */
export const findLastMigration = ({ sql, tables }: Database) => sql<LastMigration>`
  select migration_id as id, (to_json(last) ->> 'oldest_release')::int as "oldestRelease"
  from ${tables.bulk_contacts_migrations} as last
  order by migration_id desc
  limit 1`

/** Records with the last migration which releases the schema serves. */
export const recordOldestRelease = ({ sql, tables }: Database, lastMigration: number, oldestRelease: number) => sql`
  update ${tables.bulk_contacts_migrations} set oldest_release = ${oldestRelease} where migration_id = ${lastMigration}`
