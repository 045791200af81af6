import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

/** The results of requests that had an idempotency key. */
export const idempotencyRecords = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient

  yield* sql`
    create table idempotency_records (
      organization_id text collate "C" not null references organizations,
      key text collate "C" not null check (char_length(key) between 1 and 255),
      fingerprint text collate "C" not null check (char_length(fingerprint) between 1 and 255),
      result json not null,
      created_at timestamptz not null,
      primary key (organization_id, key)
    )`

  // Finds expired records, of all organizations.
  yield* sql`create index idempotency_records_age on idempotency_records (created_at)`
})
