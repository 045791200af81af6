import type { IdempotencyRecord, ImportId, OrganizationId, StoredResult } from "@bulk-contacts/core/ports"
import type { Database } from "./Database.ts"

interface Row {
  readonly fingerprint: string
  readonly result: StoredResult
  readonly createdAt: Date
}

/**
 * Locks a key until the transaction ends, if it is free. An advisory lock, because there may be no row to lock yet. It is
 * taken where the organization's row is, so that all servers of a distributed database take it on one node.
 */
export const tryLockKey = ({ sql, tables }: Database, organizationId: OrganizationId, key: string) =>
  sql<{ readonly locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${JSON.stringify([organizationId, key])}, 0)) as locked
    from ${tables.organizations}
    where id = ${organizationId}`

/** Finds the record of a key, unless it was created before `since`. */
export const findRecord = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  key: string,
  since: Date,
) => sql<Row>`
  select fingerprint, result, created_at as "createdAt"
  from ${tables.idempotency_records}
  where organization_id = ${organizationId} and key = ${key} and created_at >= ${since.toISOString()}`

/** Stores a record. It may replace an expired one; the caller holds the key's lock and has found no other. */
export const upsertRecord = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  key: string,
  { fingerprint, result, createdAt }: IdempotencyRecord,
) => sql`
  insert into ${tables.idempotency_records} (organization_id, key, fingerprint, result, created_at)
  values (${organizationId}, ${key}, ${fingerprint}, ${JSON.stringify(result)}, ${createdAt.toISOString()})
  on conflict (organization_id, key) do update
  set fingerprint = excluded.fingerprint, result = excluded.result, created_at = excluded.created_at`

/** Deletes the record of a key if it has the result of the import. */
export const deleteRecordOfImport = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  key: string,
  importId: ImportId,
) => sql`
  delete from ${tables.idempotency_records}
  where organization_id = ${organizationId} and key = ${key} and result ->> 'importId' = ${importId}`

/** Deletes the records of all organizations that were created before `date`. Run it with `affectedRows`. */
export const deleteRecordsBefore = ({ sql, tables }: Database, date: Date) => sql`
  delete from ${tables.idempotency_records} where created_at < ${date.toISOString()}`
