import type { AccountId, OrganizationId } from "@bulk-contacts/core/ports"
import { texts } from "./arrays.ts"
import type { Database } from "./Database.ts"

/**
 * Finds the open accounts among `ids`. `for share` makes a soft delete wait until the transaction ends. Rows are locked
 * in the order of their ids, so that concurrent requests do not deadlock.
 */
export const lockAccounts = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  ids: ReadonlyArray<AccountId>,
) =>
  sql<{ readonly id: AccountId }>`
    select id
    from ${tables.accounts}
    where organization_id = ${organizationId} and id = any(${texts(ids)}) and deleted_at is null
    order by id
    for share`
