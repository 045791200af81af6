import type { BackupColumn, BackupTable } from "../backup/records.ts"
import { type Database, quoteIdentifier } from "./Database.ts"

/** Every statement that follows sees the same state of the database. */
export const BEGIN_SNAPSHOT = "begin isolation level repeatable read read only"

/** Times are written in one zone, whatever the server's settings are. Local to the transaction. */
export const SET_SNAPSHOT_SETTINGS = `
  select
    set_config('TimeZone', 'UTC', true),
    set_config('statement_timeout', '10min', true),
    set_config('cursor_tuple_fraction', '1', true)`

/** Declares the cursor that `fetchRows` reads: every row of a table, as a line of JSON. */
export const declareRows = ({ schema }: Database, { name, columns }: BackupTable): string => `
  declare rows no scroll cursor for
  select row_to_json(row)::text
  from (
    select ${columns.map((column) => `${written(column)} as ${quoteIdentifier(column.property)}`).join(", ")}
    from ${quoteIdentifier(schema)}.${quoteIdentifier(name)}
  ) as row`

export const fetchRows = (limit: number): string => `fetch ${limit} from rows`

export const CLOSE_ROWS = "close rows"

/** Inserts rows that are a JSON array of the objects that `declareRows` reads. */
export const insertRows = ({ sql, tables }: Database, { name, columns }: BackupTable, rows: string) => sql`
  insert into ${tables[name]} (${sql.literal(columns.map(({ column }) => quoteIdentifier(column)).join(", "))})
  select ${sql.literal(columns.map(read).join(", "))}
  from json_to_recordset(${rows}::json) as row (${sql.literal(columns.map(declared).join(", "))})`

const written = ({ column, type }: BackupColumn): string => {
  if (type === "bytea") return `encode(${quoteIdentifier(column)}, 'hex')`
  return type === "json" ? `${quoteIdentifier(column)}::text` : quoteIdentifier(column)
}

const read = ({ property, type }: BackupColumn): string => {
  if (type === "bytea") return `decode(${quoteIdentifier(property)}, 'hex')`
  return type === "json" ? `${quoteIdentifier(property)}::json` : quoteIdentifier(property)
}

const declared = ({ property, type }: BackupColumn): string =>
  `${quoteIdentifier(property)} ${type === "bytea" || type === "json" ? "text" : type}`

/** Makes others wait who create an organization, until the transaction ends: without one, nothing else can be created. */
export const lockOrganizations = ({ sql, tables }: Database) => sql`
  lock table ${tables.organizations} in share row exclusive mode`

export const countRows = ({ sql, tables }: Database, { name }: BackupTable) => sql<{ readonly rows: number }>`
  select count(*)::int as rows from ${tables[name]}`
