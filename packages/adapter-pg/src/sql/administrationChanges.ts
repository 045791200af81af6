import type { AccountId, ContactTypeId, OrganizationId } from "@bulk-contacts/core"
import type { SqlClient } from "effect/sql"
import type { NewAccount, NewContactType, NewOrganization } from "../administration/Administration.ts"

// Each returns a row only if there is something to change.

interface Row {
  readonly id: string
}

export const renameOrganization = (sql: SqlClient.SqlClient, { id, name }: NewOrganization) => sql<Row>`
  update organizations set name = ${name} where id = ${id} returning id`

export const renameAccount = (sql: SqlClient.SqlClient, { organizationId, id, name }: NewAccount) => sql<Row>`
  update accounts set name = ${name} where organization_id = ${organizationId} and id = ${id} returning id`

export const renameContactType = (
  sql: SqlClient.SqlClient,
  { organizationId, id, name }: Omit<NewContactType, "isDefault">,
) => sql<Row>`
  update contact_types set name = ${name} where organization_id = ${organizationId} and id = ${id} returning id`

/** Waits for bulk creates that have named the account: they hold a lock on it. */
export const closeAccount = (sql: SqlClient.SqlClient, organizationId: OrganizationId, id: AccountId) => sql<Row>`
  update accounts set deleted_at = coalesce(deleted_at, now())
  where organization_id = ${organizationId} and id = ${id}
  returning id`

/** Waits for bulk creates that have named the contact type. */
export const closeContactType = (sql: SqlClient.SqlClient, organizationId: OrganizationId, id: ContactTypeId) => sql<{
  readonly wasDefault: boolean
}>`
  update contact_types set deleted_at = coalesce(contact_types.deleted_at, now()), is_default = false
  from contact_types as before
  where contact_types.organization_id = ${organizationId} and contact_types.id = ${id}
    and before.organization_id = contact_types.organization_id and before.id = contact_types.id
  returning before.is_default as "wasDefault"`

/** The organization must have no other default. */
export const makeDefaultContactType = (sql: SqlClient.SqlClient, organizationId: OrganizationId, id: ContactTypeId) =>
  sql<Row>`
    update contact_types set is_default = true
    where organization_id = ${organizationId} and id = ${id} and deleted_at is null
    returning id`
