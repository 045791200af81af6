import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

/** What contacts refer to: accounts and contact types. The id of a soft-deleted one is never reused. */
export const references = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient

  yield* sql`
    create table accounts (
      organization_id text collate "C" not null references organizations,
      id text collate "C" not null check (char_length(id) between 1 and 255),
      name text not null,
      created_at timestamptz not null default now(),
      deleted_at timestamptz,
      primary key (organization_id, id)
    )`

  yield* sql`
    create table contact_types (
      organization_id text collate "C" not null references organizations,
      id text collate "C" not null check (char_length(id) between 1 and 255),
      name text not null,
      is_default boolean not null default false,
      created_at timestamptz not null default now(),
      deleted_at timestamptz,
      primary key (organization_id, id)
    )`

  // Ensures that an organization has at most one default, and finds it.
  yield* sql`
    create unique index contact_types_default on contact_types (organization_id)
    where is_default and deleted_at is null`
})
