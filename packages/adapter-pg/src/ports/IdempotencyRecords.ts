import {
  IdempotencyKeyInUse,
  type IdempotencyRecord,
  IdempotencyRecords,
  type OrganizationId,
  type StoredResult,
} from "@bulk-contacts/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { execute } from "../connection/runStatement.ts"

/** Held until the transaction ends. There may be no row yet that could be locked. */
const holdKey = (sql: SqlClient.SqlClient, organizationId: OrganizationId, key: string) =>
  sql<{
    readonly held: boolean
  }>`select pg_try_advisory_xact_lock(hashtextextended(${JSON.stringify([organizationId, key])}, 0)) as held`

interface Row {
  readonly fingerprint: string
  readonly result: StoredResult
  readonly createdAt: Date
}

const findRecord = (sql: SqlClient.SqlClient, organizationId: OrganizationId, key: string, since: Date) => sql<Row>`
  select fingerprint, result, created_at as "createdAt"
  from idempotency_records
  where organization_id = ${organizationId} and key = ${key} and created_at >= ${since.toISOString()}`

/** One that is there is too old: had it been found, no other would be stored. */
const putRecord = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  key: string,
  { fingerprint, result, createdAt }: IdempotencyRecord,
) => sql`
  insert into idempotency_records (organization_id, key, fingerprint, result, created_at)
  values (${organizationId}, ${key}, ${fingerprint}, ${JSON.stringify(result)}, ${createdAt.toISOString()})
  on conflict (organization_id, key) do update
  set fingerprint = excluded.fingerprint, result = excluded.result, created_at = excluded.created_at`

const deleteOlderThan = (sql: SqlClient.SqlClient, date: Date) => sql<{ readonly deleted: number }>`
  with deleted as (delete from idempotency_records where created_at < ${date.toISOString()} returning 1)
  select count(*)::int as deleted from deleted`

export const layerIdempotencyRecords = Layer.effect(
  IdempotencyRecords,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return {
      claims: new Set(),
      find: Effect.fn("IdempotencyRecords.find")(function* (organizationId, key, since) {
        const [lock] = yield* execute(holdKey(sql, organizationId, key))
        if (lock?.held !== true) return yield* new IdempotencyKeyInUse()
        // A statement of its own: what the last holder stored is not in the snapshot of the one that got the lock.
        const [row] = yield* execute(findRecord(sql, organizationId, key, since))
        return Option.fromUndefinedOr(row)
      }),
      store: Effect.fn("IdempotencyRecords.store")((organizationId, key, record) =>
        Effect.asVoid(execute(putRecord(sql, organizationId, key, record))),
      ),
      removeOlderThan: Effect.fn("IdempotencyRecords.removeOlderThan")(function* (date) {
        const [row] = yield* execute(deleteOlderThan(sql, date))
        return row?.deleted ?? 0
      }),
    }
  }),
)
