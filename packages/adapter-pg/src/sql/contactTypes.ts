import type { ContactTypeId, OrganizationId } from "@bulk-contacts/core/ports"
import { texts } from "./arrays.ts"
import type { Database } from "./Database.ts"

interface Row {
  readonly id: ContactTypeId
}

/** Finds the open contact types among `ids`, and locks them as `lockAccounts` locks accounts. */
export const lockContactTypes = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  ids: ReadonlyArray<ContactTypeId>,
) => sql<Row>`
  select id
  from ${tables.contact_types}
  where organization_id = ${organizationId} and id = any(${texts(ids)}) and deleted_at is null
  order by id
  for share`

/** Finds the organization's default contact type, and locks it until the transaction ends. */
export const lockDefaultContactType = ({ sql, tables }: Database, organizationId: OrganizationId) => sql<Row>`
  select id
  from ${tables.contact_types}
  where organization_id = ${organizationId} and is_default and deleted_at is null
  for share`
