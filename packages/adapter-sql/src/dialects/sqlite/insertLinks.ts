import type { NewContact } from "@bulk-contacts/core/promise"
import type { Tables } from "../../mapping/resolveTables.ts"
import type { Query } from "../Dialect.ts"
import { idParameter, makeParameters } from "./parameters.ts"
import { referredRows } from "./references.ts"

/** Links contacts that were inserted to their accounts, if there is a table of links. */
export const insertLinks = async (
  query: Query,
  { tenant, accounts, contacts: { table, id, key } }: Tables,
  organizationId: string,
  contacts: ReadonlyArray<NewContact>,
): Promise<void> => {
  if (accounts?.links.kind !== "link") return
  const pairs = contacts.flatMap(({ id, accountIds }) => accountIds.map((account) => [id, account]))
  if (pairs.length === 0) return
  const { link } = accounts.links
  const parameters = makeParameters()
  const ofTenant = link.tenant === null || tenant === null ? null : link.tenant.sql
  const tenantValue =
    ofTenant === null || tenant === null ? "" : `, ${idParameter(parameters, organizationId, tenant.type)}`
  const list = parameters.add(JSON.stringify(pairs))
  const referred = referredRows(parameters, accounts, organizationId, "pair.value ->> 1")
  await query(
    `insert into ${link.table.sql} (${link.contact.sql}, ${link.account.sql}${ofTenant === null ? "" : `, ${ofTenant}`})
    select contact.${key.sql}, referred.${accounts.key.sql}${tenantValue}
    from json_each(${list}) as pair
      join ${table.sql} as contact on contact.${id.sql} = pair.value ->> 0
      join ${referred}`,
    parameters,
  )
}
