import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

/**
 * Holds the contacts of a stream until the last one has arrived. A row is a batch of contacts, stored as the arrays in
 * which it was sent: a stream of a million contacts is a few thousand rows to write, read and delete.
 */
export const stagedContacts = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient

  // Unlogged: a crash of the database empties it. Streams that are still running detect that.
  yield* sql`
    create unlogged table staged_contacts (
      organization_id text collate "C" not null,
      stage_id uuid not null,
      -- The number of contacts of the stream that precede the batch.
      start int not null,
      staged_at timestamptz not null default now(),
      ids uuid[] not null,
      emails text[] not null,
      first_names text[] not null,
      last_names text[] not null,
      phone_numbers text[] not null,
      avatar_urls text[] not null,
      sources text[] not null,
      contact_types text[] not null,
      custom_field_values text[] not null,
      metadata text[] not null,
      created_at text[] not null,
      account_lists int[] not null,
      -- The members of the batch's lists of accounts: the number of a list, and an account in it.
      member_lists int[] not null,
      member_accounts text[] not null,
      -- Recorded later for each contact: the position of the first one with its email, and the owner of the email.
      firsts int[],
      owners uuid[],
      primary key (organization_id, stage_id, start)
    )`

  // Not compressed: what is read once, seconds later, is not worth compressing.
  for (const column of [
    "ids",
    "emails",
    "first_names",
    "last_names",
    "phone_numbers",
    "avatar_urls",
    "sources",
    "contact_types",
    "custom_field_values",
    "metadata",
    "created_at",
    "account_lists",
    "member_lists",
    "member_accounts",
    "firsts",
    "owners",
  ]) {
    yield* sql`alter table staged_contacts alter column ${sql(column)} set storage external`
  }
})
