import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Ends every connection of the store to the database, as an administrator or a fail-over would. */
export const terminateBackends = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`
    select pg_terminate_backend(pid, 5000)
    from pg_stat_activity
    where datname = current_database() and application_name = 'bulk-contacts'`,
)

const blocked = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ readonly pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and application_name = 'bulk-contacts' and wait_event_type = 'Lock'`,
)

/** Waits until some connection of the store waits for a lock, and answers which. */
export const untilBlocked = blocked.pipe(
  Effect.repeat({ until: (rows) => rows.length > 0 }),
  Effect.map(([row]) => row?.pid ?? 0),
)

/** Waits until none does. */
export const untilNoneBlocked = Effect.repeat(blocked, { until: (rows) => rows.length === 0 })
