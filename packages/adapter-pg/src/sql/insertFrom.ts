import type { OrganizationId } from "@bulk-contacts/core"
import type { SqlClient, Statement } from "effect/sql"

/** What a relation of given contacts has, beside whatever else. */
export const GIVEN =
  "id, email, first_name, last_name, phone_number, avatar_url, custom_field_values, metadata, shared_number"

/**
 * Inserts what the query `given` has (no email twice), each with that of `shared` which has its number.
 *
 * The order by email is what keeps requests at once with the same emails from a deadlock: each waits for the other's
 * first common email, and for none before it.
 */
export const insertGiven = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  given: Statement.Fragment,
  shared: Statement.Fragment,
) => sql<{ readonly created: number }>`
  with given as (${given}),
  -- Computed once: inside of the join, it would be for each contact.
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
    from given
    join shared on number = shared_number
    order by email collate "C"
    on conflict (organization_id, email) where deleted_at is null do nothing
    returning 1
  )
  select count(*)::int as created from created`
