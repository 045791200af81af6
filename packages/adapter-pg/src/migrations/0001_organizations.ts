import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

/**
 * The tenants and their API keys.
 *
 * Ids are `collate "C"`: they are compared byte by byte, whatever the locale of the server and its version.
 */
export const organizations = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient

  // Other encodings cannot store every text, and count and order characters differently.
  yield* sql`
    do $$ begin
      if current_setting('server_encoding') <> 'UTF8' then
        raise exception 'The database must have the encoding UTF8, not %', current_setting('server_encoding');
      end if;
    end $$`

  yield* sql`
    create table organizations (
      id text collate "C" not null check (char_length(id) between 1 and 255),
      name text not null,
      created_at timestamptz not null default now(),
      primary key (id)
    )`

  yield* sql`
    create table api_keys (
      organization_id text collate "C" not null references organizations,
      -- SHA-256. A key has 256 random bits, so neither a salt nor a slow hash would make it safer.
      hash bytea not null check (octet_length(hash) = 32),
      prefix text collate "C" not null,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz,
      primary key (organization_id, hash)
    )`

  // Finds the organization of a key. Not unique, because a table partitioned by organization could not have such an index;
  // 256 random bits are unique by themselves.
  yield* sql`create index api_keys_hash on api_keys (hash)`
})
