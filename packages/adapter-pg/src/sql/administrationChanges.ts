import type { AccountId, ContactTypeId, OrganizationId } from "@bulk-contacts/core/ports"
import type { NewAccount, NewContactType, NewOrganization } from "../administration/Administration.ts"
import type { Database } from "./Database.ts"

// Each returns a row only if there is something to change.

interface Row {
  readonly id: string
}

export const renameOrganization = ({ sql, tables }: Database, { id, name }: NewOrganization) => sql<Row>`
  update ${tables.organizations} set name = ${name} where id = ${id} returning id`

export const renameAccount = ({ sql, tables }: Database, { organizationId, id, name }: NewAccount) => sql<Row>`
  update ${tables.accounts} set name = ${name} where organization_id = ${organizationId} and id = ${id} returning id`

export const renameContactType = (
  { sql, tables }: Database,
  { organizationId, id, name }: Omit<NewContactType, "isDefault">,
) => sql<Row>`
  update ${tables.contact_types} set name = ${name} where organization_id = ${organizationId} and id = ${id} returning id`

/** Waits for bulk creates that have named the account: they hold a lock on it. */
export const closeAccount = ({ sql, tables }: Database, organizationId: OrganizationId, id: AccountId) => sql<Row>`
  update ${tables.accounts} set deleted_at = coalesce(deleted_at, now())
  where organization_id = ${organizationId} and id = ${id}
  returning id`

/** Waits for bulk creates that have named the contact type. */
export const closeContactType = ({ sql, tables }: Database, organizationId: OrganizationId, id: ContactTypeId) => sql<{
  readonly wasDefault: boolean
}>`
  update ${tables.contact_types} set deleted_at = coalesce(contact_types.deleted_at, now()), is_default = false
  from ${tables.contact_types} as before
  where contact_types.organization_id = ${organizationId} and contact_types.id = ${id}
    and before.organization_id = contact_types.organization_id and before.id = contact_types.id
  returning before.is_default as "wasDefault"`

/** The organization must have no other default. */
export const makeDefaultContactType = ({ sql, tables }: Database, organizationId: OrganizationId, id: ContactTypeId) =>
  sql<Row>`
    update ${tables.contact_types} set is_default = true
    where organization_id = ${organizationId} and id = ${id} and deleted_at is null
    returning id`
