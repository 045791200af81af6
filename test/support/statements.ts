import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Closes every connection of the store, as an administrator or a failover does. */
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

/** Waits until a connection of the store waits for a lock, and returns its process id. */
export const untilBlocked = blocked.pipe(
  Effect.repeat({ until: (rows) => rows.length > 0 }),
  Effect.map(([row]) => row?.pid ?? 0),
)

/** Waits until two connections of the store wait for locks. */
export const untilBothBlocked = Effect.repeat(blocked, { until: (rows) => rows.length >= 2 })

/** Waits until no connection of the store waits for a lock. */
export const untilNoneBlocked = Effect.repeat(blocked, { until: (rows) => rows.length === 0 })
