import type { IdempotencyRecord, IdempotencyRecordsPort } from "@bulk-contacts/core/promise"
import type { Tx } from "./ports.ts"

/** Idempotency keys in the table `request_keys`. Leave this out if no client retries with a key. */
export const requestKeys: IdempotencyRecordsPort<Tx> = {
  // An advisory lock, released at the end of the transaction, because there may be no row to lock yet.
  claim: async (tx, workspace, key) => {
    const [row] = await tx<Array<{ held: boolean }>>`
      select pg_try_advisory_xact_lock(hashtextextended(${JSON.stringify([workspace, key])}, 0)) as held`
    return row?.held === true
  },

  find: async (tx, workspace, key, since) => {
    const [record] = await tx<Array<IdempotencyRecord>>`
      select fingerprint, result, created_at as "createdAt" from request_keys
      where workspace = ${workspace} and key = ${key} and created_at >= ${since}`
    return record
  },

  store: (tx, workspace, key, { fingerprint, result, createdAt }) => tx`
    insert into request_keys (workspace, key, fingerprint, result, created_at)
    values (${workspace}, ${key}, ${fingerprint}, ${JSON.stringify(result)}::text::json, ${createdAt})
    on conflict (workspace, key) do update
    set fingerprint = excluded.fingerprint, result = excluded.result, created_at = excluded.created_at`,

  removeOlderThan: async (tx, date) => (await tx`delete from request_keys where created_at < ${date}`).count,
}
