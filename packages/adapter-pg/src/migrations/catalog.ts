import { Effect } from "effect"
import type { SqlClient } from "effect/sql"

/** The schema that the tables are in, as it stands in a statement. */
export const currentSchema = (sql: SqlClient.SqlClient) =>
  Effect.map(
    sql<{ readonly schema: string }>`select quote_ident(current_schema()) as schema`,
    ([place]) => place?.schema ?? "",
  )

/** A trigger of a statement does not fire for what is written to a partition directly: each needs its own. */
export const withPartitions = (sql: SqlClient.SqlClient, table: string) =>
  Effect.map(
    sql<{ readonly name: string }>`
      select inhrelid::regclass::text as name from pg_inherits where inhparent = to_regclass(${table})`,
    (partitions) => [table, ...partitions.map(({ name }) => name)],
  )
