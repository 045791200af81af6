import type { OrganizationId } from "@bulk-contacts/core/ports"
import type { NewAccount, NewContactType, NewOrganization } from "../administration/Administration.ts"
import type { Database } from "./Database.ts"

// An insert returns a row only if it inserted one: no row means that the id is taken.

interface Row {
  readonly id: string
}

export const insertOrganization = ({ sql, tables }: Database, { id, name }: NewOrganization) => sql<Row>`
  insert into ${tables.organizations} (id, name) values (${id}, ${name})
  on conflict (id) do nothing
  returning id`

export const insertAccount = ({ sql, tables }: Database, { organizationId, id, name }: NewAccount) => sql<Row>`
  insert into ${tables.accounts} (organization_id, id, name) values (${organizationId}, ${id}, ${name})
  on conflict (organization_id, id) do nothing
  returning id`

export const insertContactType = (
  { sql, tables }: Database,
  { organizationId, id, name, isDefault }: NewContactType,
) => sql<Row>`
  insert into ${tables.contact_types} (organization_id, id, name, is_default)
  values (${organizationId}, ${id}, ${name}, ${isDefault})
  on conflict (organization_id, id) do nothing
  returning id`

/** Leaves the organization without a default contact type. */
export const clearDefaultContactType = ({ sql, tables }: Database, organizationId: OrganizationId) => sql`
  update ${tables.contact_types} set is_default = false
  where organization_id = ${organizationId} and is_default and deleted_at is null`

/** Makes other administrators of the organization wait until the transaction ends. No row: it does not exist. */
export const lockOrganization = ({ sql, tables }: Database, organizationId: OrganizationId) => sql<Row>`
  select id from ${tables.organizations} where id = ${organizationId} for no key update`

export const findOrganization = ({ sql, tables }: Database, organizationId: OrganizationId) => sql<Row>`
  select id from ${tables.organizations} where id = ${organizationId}`

export const findAnyOrganization = ({ sql, tables }: Database) =>
  sql<Row>`select id from ${tables.organizations} limit 1`
