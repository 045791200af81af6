import type { ContactId, EmailAddress, NewContact, OrganizationId } from "@bulk-contacts/core"
import type { SqlClient, Statement } from "effect/sql"
import { texts } from "./arrays.ts"
import { contactColumns } from "./contactColumns.ts"

/** Finds the active contacts that have one of `emails`. */
export const findContactsByEmail = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  emails: ReadonlyArray<EmailAddress>,
) => sql<{ readonly email: EmailAddress; readonly id: ContactId }>`
  select email, id
  from contacts
  where organization_id = ${organizationId} and email = any(${texts(emails)}) and deleted_at is null`

/** Inserts the contacts (distinct emails) whose email no active contact has. Returns one row with their number. */
export const insertContacts = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  contacts: ReadonlyArray<NewContact>,
) => {
  const columns = contactColumns(contacts)
  const input = sql`
    select *
    from unnest(
      ${columns.ids}, ${columns.emails}, ${columns.first_names}, ${columns.last_names}, ${columns.phone_numbers},
      ${columns.avatar_urls}, ${columns.custom_field_values}, ${columns.metadata}, ${columns.shared_numbers}
    ) as input (${sql.literal(INPUT_COLUMNS)})`
  const shared = sql`select * from unnest(${columns.shared}) with ordinality as shared (value, number)`
  return insertFrom(sql, organizationId, input, shared)
}

/** The columns that `insertFrom` reads from its input. */
export const INPUT_COLUMNS =
  "id, email, first_name, last_name, phone_number, avatar_url, custom_field_values, metadata, shared_number"

/**
 * Inserts the rows of `input` (`INPUT_COLUMNS`, distinct emails), each joined to the row of `shared` (`value`, `number`)
 * that has its `shared_number`. Skips emails that an active contact has. Returns one row with the number of inserts.
 *
 * The order by email prevents deadlocks between concurrent requests with the same emails: each waits for the other at
 * their first common email, and holds none that comes after it.
 */
export const insertFrom = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  input: Statement.Fragment,
  shared: Statement.Fragment,
) => sql<{ readonly created: number }>`
  with input as (${input}),
  -- Materialized, so that the JSON is parsed once for each shared value and not once for each contact.
  shared as materialized (
    select number, described.*
    from (${shared}) as shared (value, number)
    cross join json_to_record(value::json) as described (
      contact_type text, source text, created_at timestamptz, account_ids text[]
    )
  ),
  created as (
    insert into contacts (
      organization_id, id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
      account_ids, custom_field_values, metadata, created_at, updated_at
    )
    select
      ${organizationId}, id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
      account_ids, custom_field_values::json, metadata::json, created_at, created_at
    from input
    join shared on number = shared_number
    order by email collate "C"
    on conflict (organization_id, email) where deleted_at is null do nothing
    returning 1
  )
  select count(*)::int as created from created`
