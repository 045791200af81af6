import type { NewContact, OrganizationId } from "@bulk-contacts/core"
import type { SqlClient, Statement } from "effect/sql"
import { contactColumns } from "./contactColumns.ts"

/** Inserts the contacts whose email is free, with their account links, and answers how many these were. */
export const insertContacts = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  contacts: ReadonlyArray<NewContact>,
) => {
  const columns = contactColumns(contacts)
  const given = sql`
    select *
    from unnest(
      ${columns.ids}, ${columns.emails}, ${columns.first_names}, ${columns.last_names}, ${columns.phone_numbers},
      ${columns.avatar_urls}, ${columns.sources}, ${columns.contact_types}, ${columns.custom_field_values},
      ${columns.metadata}, ${columns.created_at}, ${columns.account_lists}
    ) as given (${sql.literal(GIVEN)})`
  const members = sql`
    select * from unnest(${columns.member_lists}, ${columns.member_accounts}) as member (account_list, account_id)`
  return insertGiven(sql, organizationId, given, members)
}

/** What a relation of given contacts has, beside whatever else. */
export const GIVEN = `id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
  custom_field_values, metadata, created_at, account_list`

/**
 * Inserts what the query `given` has (no email twice), linked to the accounts that `members` has of its account lists.
 *
 * The order by email is what keeps requests at once with the same emails from a deadlock: each waits for the other's
 * first common email, and for none before it.
 */
export const insertGiven = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  given: Statement.Fragment,
  members: Statement.Fragment,
) => sql<{ readonly created: number }>`
  with given as (${given}),
  -- Computed once: inside of the join, they would be joined batch by batch with all that was created.
  member as materialized (${members}),
  created as (
    insert into contacts (
      organization_id, id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
      custom_field_values, metadata, created_at, updated_at
    )
    select
      ${organizationId}, id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
      custom_field_values::json, metadata::json, created_at::timestamptz, created_at::timestamptz
    from given
    order by email collate "C"
    on conflict (organization_id, email) where deleted_at is null do nothing
    returning id
  ),
  linked as (
    insert into contact_accounts (organization_id, contact_id, account_id)
    select ${organizationId}, created.id, member.account_id
    from created
    join given using (id)
    join member using (account_list)
  )
  select count(*)::int as created from created`
