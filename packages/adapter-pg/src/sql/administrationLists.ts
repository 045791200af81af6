import type { OrganizationId } from "@bulk-contacts/core/ports"
import type { ListedAccount, ListedApiKey, ListedContactType, ListedOrganization } from "../administration/lists.ts"
import type { Database } from "./Database.ts"

// A limit of null is none.

export const listOrganizations = ({ sql, tables }: Database, limit: number | null) => sql<ListedOrganization>`
  select id, name, created_at as "createdAt" from ${tables.organizations} order by id limit ${limit}`

export const listAccounts = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  limit: number | null,
) => sql<ListedAccount>`
  select id, name, created_at as "createdAt", deleted_at as "closedAt"
  from ${tables.accounts} where organization_id = ${organizationId} order by id limit ${limit}`

export const listContactTypes = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  limit: number | null,
) => sql<ListedContactType>`
  select id, name, created_at as "createdAt", deleted_at as "closedAt", is_default and deleted_at is null as "isDefault"
  from ${tables.contact_types} where organization_id = ${organizationId} order by id limit ${limit}`

/** Newest first. */
export const listApiKeys = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  limit: number | null,
) => sql<ListedApiKey>`
  select name, prefix, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
  from ${tables.api_keys} where organization_id = ${organizationId} order by created_at desc, hash limit ${limit}`
