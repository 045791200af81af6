import type { ListedAccount, ListedContactType, OrganizationId, ReferenceQuery } from "@bulk-contacts/core/ports"
import type * as SqlClient from "effect/sql/SqlClient"
import type { Database } from "./Database.ts"

const afterId = (sql: SqlClient.SqlClient, after: string | null) => (after === null ? sql`` : sql`and id > ${after}`)

export const readAccounts = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  { after, limit }: ReferenceQuery,
) => sql<ListedAccount>`
  select id, name
  from ${tables.accounts}
  where organization_id = ${organizationId} and deleted_at is null ${afterId(sql, after)}
  order by id
  limit ${limit}`

export const readContactTypes = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  { after, limit }: ReferenceQuery,
) => sql<ListedContactType>`
  select id, name, is_default as "isDefault"
  from ${tables.contact_types}
  where organization_id = ${organizationId} and deleted_at is null ${afterId(sql, after)}
  order by id
  limit ${limit}`
