import type * as SqlClient from "effect/sql/SqlClient"
import { DEFAULT_SCHEMA } from "./Database.ts"

/**
 * Finds the schema that has the tables: one of the connection's `search_path`, where earlier releases created them, the
 * default one, or `public`. No row: the database does not have them.
 */
export const findSchema = (sql: SqlClient.SqlClient) => sql<{ readonly schema: string }>`
  select nspname as schema
  from unnest(current_schemas(false) || array[${DEFAULT_SCHEMA}, 'public']::name[]) with ordinality as place (name, position)
  join pg_namespace on nspname = place.name
  join pg_class on relnamespace = pg_namespace.oid and relname = 'bulk_contacts_migrations'
  order by position
  limit 1`

/** Removes the tables of a database that was made from a template, and nothing else, because nothing else is there. */
export const DROP_DEFAULT_SCHEMA = `drop schema ${DEFAULT_SCHEMA} cascade`
