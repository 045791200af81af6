import type * as SqlClient from "effect/sql/SqlClient"
import * as Statement from "effect/sql/Statement"

/** The schema of the tables in a database that has none yet. */
export const DEFAULT_SCHEMA = "bulk_contacts"

/** The tables that statements use. */
const tableNames = [
  "accounts",
  "api_keys",
  "bulk_contacts_migrations",
  "contact_types",
  "contacts",
  "idempotency_records",
  "imports",
  "organizations",
  "staged_contacts",
] as const

/**
 * What statements are made with. They name every table as `${tables.contacts}`, which includes its schema: a
 * `search_path` would be lost behind a pooler. In the rest of a statement the table is then called `contacts`.
 */
export interface Database {
  readonly sql: SqlClient.SqlClient
  readonly schema: string
  readonly tables: Readonly<Record<(typeof tableNames)[number], Statement.Fragment>>
}

/** The tables in a schema, whether they exist or not. */
export const makeDatabase = (sql: SqlClient.SqlClient, schema: string): Database => {
  const fragments = tableNames.map((name) => [name, qualified(schema, name)] as const)
  return { sql, schema, tables: Object.fromEntries(fragments) as unknown as Database["tables"] }
}

// Not an identifier of the client, which may transform those.
const qualified = (schema: string, name: string): Statement.Fragment =>
  Statement.fragment([Statement.literal(`${quoteIdentifier(schema)}.${quoteIdentifier(name)}`)])

/** A name as statements have it: exactly as it is, with upper case and any character. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

const MAX_NAME_BYTES = 63

/** What is wrong with the name of a schema. `undefined` if it is valid. */
export const schemaProblem = (name: string): string | undefined => {
  const bytes = new TextEncoder().encode(name).length
  if (bytes === 0 || bytes > MAX_NAME_BYTES) return `must be 1 to ${MAX_NAME_BYTES} bytes`
  if (name.includes("\0") || !name.isWellFormed()) return "must not contain invalid characters"
  return /^pg_|^information_schema$/.test(name) ? `must not be the name of a schema of PostgreSQL's own` : undefined
}
