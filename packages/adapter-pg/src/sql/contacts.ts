import type {
  ContactId,
  DirectContact,
  EmailAddress,
  NewContact,
  OrganizationId,
  References,
} from "@bulk-contacts/core/ports"
import type * as Statement from "effect/sql/Statement"
import { texts } from "./arrays.ts"
import { contactColumns, type SharedValues } from "./contactColumns.ts"
import type { Database } from "./Database.ts"

/** Finds the active contacts that have one of `emails`. */
export const findContactsByEmail = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  emails: ReadonlyArray<EmailAddress>,
) => sql<{ readonly email: EmailAddress; readonly id: ContactId }>`
  select email, id
  from ${tables.contacts}
  where organization_id = ${organizationId} and email = any(${texts(emails)}) and deleted_at is null`

/**
 * Inserts the contacts, whose shared values are `shared`, except those whose email an active contact has. Run it with
 * `affectedRows`.
 */
export const insertContacts = (
  database: Database,
  organizationId: OrganizationId,
  contacts: ReadonlyArray<NewContact>,
  shared: SharedValues,
) => insertFrom(database, organizationId, inputOf(database, contacts, shared))

/**
 * Inserts the contacts as `insertContacts` does if all references exist, and none otherwise. Those without a contact type
 * get the default one. Returns the ids of the inserted contacts.
 */
export const insertReferring = (
  database: Database,
  organizationId: OrganizationId,
  contacts: ReadonlyArray<DirectContact>,
  { accountIds, contactTypes, needsDefaultContactType }: References,
) => {
  const { sql, tables } = database
  const defaultType = sql`
    select id from ${tables.contact_types} where organization_id = ${organizationId} and is_default and deleted_at is null`
  const condition = sql`
    (
      select count(*) from ${tables.accounts}
      where organization_id = ${organizationId} and id = any(${texts(accountIds)}) and deleted_at is null
    ) = ${accountIds.length}
    and (
      select count(*) from ${tables.contact_types}
      where organization_id = ${organizationId} and id = any(${texts(contactTypes)}) and deleted_at is null
    ) = ${contactTypes.length}
    and (not ${needsDefaultContactType} or exists (${defaultType}))`
  const insert = insertFrom(database, organizationId, inputOf(database, contacts), { defaultType, condition })
  return sql<{ readonly id: ContactId }>`${insert} returning id`
}

/** The rows of `insertFrom`. */
interface Input {
  readonly contacts: Statement.Fragment
  readonly shared: Statement.Fragment
}

const inputOf = ({ sql }: Database, contacts: ReadonlyArray<DirectContact>, shared?: SharedValues): Input => {
  const columns = contactColumns(contacts, shared)
  return {
    contacts: sql`
      select *
      from unnest(
        ${columns.ids}, ${columns.emails}, ${columns.first_names}, ${columns.last_names}, ${columns.phone_numbers},
        ${columns.avatar_urls}, ${columns.custom_field_values}, ${columns.metadata}, ${columns.shared_numbers}
      ) with ordinality as input (${sql.literal(INPUT_COLUMNS)}, position)`,
    shared: sql`select * from unnest(${columns.shared}) with ordinality as shared (value, number)`,
  }
}

/** The columns of the input of `insertFrom`, followed by `position`. */
export const INPUT_COLUMNS =
  "id, email, first_name, last_name, phone_number, avatar_url, custom_field_values, metadata, shared_number"

/**
 * Inserts the rows of `contacts`, each with the values of the row of `shared` that has its number; every row of `shared` is
 * used. Nothing is inserted unless `condition` is true. Of several rows with one email, the first by `position` is inserted, unless an active contact has the email.
 *
 * The order by email prevents deadlocks between concurrent requests with the same emails: each waits for the other at
 * their first common email, and holds none that comes after it.
 */
export const insertFrom = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  { contacts, shared }: Input,
  { defaultType = sql`null`, condition = sql`true` } = {},
) => sql`
  insert into ${tables.contacts} (
    organization_id, id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
    account_ids, custom_field_values, metadata, created_at, updated_at, import_id
  )
  with input as (${contacts}),
  -- Materialized, so that the JSON is parsed once for each shared value and not once for each contact.
  shared as materialized (
    select number, described.*
    from (${shared}) as shared (value, number)
    cross join json_to_record(value::json) as described (
      contact_type text, source text, created_at timestamptz, account_ids text[], import_id uuid
    )
  )
  select distinct on (email collate "C")
    organizations.id, input.id, email, first_name, last_name, phone_number, avatar_url, source,
    coalesce(contact_type, (${defaultType})), account_ids, custom_field_values::json, metadata::json,
    shared.created_at, shared.created_at, import_id
  from ${tables.organizations}
  -- Has the rows of an inner join. PostgreSQL never runs a full join as a nested loop, which misleading statistics would
  -- make it choose, and which compares every contact with every shared value.
  cross join (input full join shared on number = shared_number)
  where organizations.id = ${organizationId} and (${condition})
  order by email collate "C", position
  on conflict (organization_id, email) where deleted_at is null do nothing`
