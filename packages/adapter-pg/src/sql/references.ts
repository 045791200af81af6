import type { OrganizationId, References } from "@bulk-contacts/core/ports"
import { texts } from "./arrays.ts"
import type { Database } from "./Database.ts"

/** How many of the accounts and contact types exist, and whether there is a default contact type. */
export interface FoundReferences {
  readonly accounts: number
  readonly contactTypes: number
  readonly hasDefault: boolean
}

/** Counts the references that exist, and locks them as `lockAccounts` and `lockContactTypes` do. Returns one row. */
export const lockReferences = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  { accountIds, contactTypes, needsDefaultContactType }: References,
) => sql<FoundReferences>`
  select
    (
      select count(*)::int from (
        select from ${tables.accounts}
        where organization_id = ${organizationId} and id = any(${texts(accountIds)}) and deleted_at is null
        order by id
        for share
      ) as found
    ) as accounts,
    (
      select count(*)::int from (
        select from ${tables.contact_types}
        where organization_id = ${organizationId} and id = any(${texts(contactTypes)}) and deleted_at is null
        order by id
        for share
      ) as found
    ) as "contactTypes",
    (
      select count(*) > 0 from (
        select from ${tables.contact_types}
        where ${needsDefaultContactType} and organization_id = ${organizationId} and is_default and deleted_at is null
        for share
      ) as found
    ) as "hasDefault"`
