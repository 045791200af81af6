import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

/** Contacts and their links to accounts. */
export const contacts = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient

  // `json`, not `jsonb`: the text is stored as it was given. `jsonb` would reorder keys, rewrite numbers and be slower to
  // write, and no statement uses its operators.
  yield* sql`
    create table contacts (
      organization_id text collate "C" not null,
      id uuid not null,
      email text collate "C" not null check (octet_length(email) between 1 and 254),
      first_name text not null check (char_length(first_name) <= 255),
      last_name text check (char_length(last_name) <= 255),
      phone_number text collate "C" check (char_length(phone_number) <= 255),
      avatar_url text check (char_length(avatar_url) <= 2048),
      source text check (char_length(source) <= 255),
      contact_type text collate "C" not null,
      custom_field_values json check (json_typeof(custom_field_values) = 'array'),
      metadata json check (json_typeof(metadata) = 'object'),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      deleted_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, contact_type) references contact_types
    )`

  // Ensures that at most one active contact has an email, and finds it.
  yield* sql`create unique index contacts_email on contacts (organization_id, email) where deleted_at is null`

  // No index leads with the account or the contact type: no statement looks contacts up by them. They are soft-deleted,
  // which no foreign key checks.
  yield* sql`
    create table contact_accounts (
      organization_id text collate "C" not null,
      contact_id uuid not null,
      account_id text collate "C" not null,
      primary key (organization_id, contact_id, account_id),
      foreign key (organization_id, contact_id) references contacts,
      foreign key (organization_id, account_id) references accounts
    )`
})
