import type { OrganizationId } from "@bulk-contacts/core"
import type { SqlClient } from "effect/sql"
import type { ListedAccount, ListedApiKey, ListedContactType, ListedOrganization } from "../administration/lists.ts"

// A limit of null is none.

export const listOrganizations = (sql: SqlClient.SqlClient, limit: number | null) => sql<ListedOrganization>`
  select id, name, created_at as "createdAt" from organizations order by id limit ${limit}`

export const listAccounts = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  limit: number | null,
) => sql<ListedAccount>`
  select id, name, created_at as "createdAt", deleted_at as "closedAt"
  from accounts where organization_id = ${organizationId} order by id limit ${limit}`

export const listContactTypes = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  limit: number | null,
) => sql<ListedContactType>`
  select id, name, created_at as "createdAt", deleted_at as "closedAt", is_default and deleted_at is null as "isDefault"
  from contact_types where organization_id = ${organizationId} order by id limit ${limit}`

/** Newest first. */
export const listApiKeys = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  limit: number | null,
) => sql<ListedApiKey>`
  select name, prefix, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
  from api_keys where organization_id = ${organizationId} order by created_at desc, hash limit ${limit}`
