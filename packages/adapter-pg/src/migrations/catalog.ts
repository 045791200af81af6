import * as Effect from "effect/Effect"
import type * as SqlClient from "effect/sql/SqlClient"

/** The schema of the tables, quoted for use in a statement. */
export const currentSchema = (sql: SqlClient.SqlClient) =>
  Effect.map(
    sql<{ readonly schema: string }>`select quote_ident(current_schema()) as schema`,
    ([row]) => row?.schema ?? "",
  )

/** The table and its partitions. A statement trigger fires only for the table that a statement names, so each needs one. */
export const withPartitions = (sql: SqlClient.SqlClient, table: string) =>
  Effect.map(
    sql<{ readonly name: string }>`
      select inhrelid::regclass::text as name from pg_inherits where inhparent = to_regclass(${table})`,
    (partitions) => [table, ...partitions.map(({ name }) => name)],
  )
