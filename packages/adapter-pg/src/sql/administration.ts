import type { OrganizationId } from "@bulk-contacts/core"
import type { SqlClient } from "effect/sql"
import type { NewAccount, NewContactType, NewOrganization } from "../administration/Administration.ts"

interface Id {
  readonly id: string
}

/** Those that insert answer a row where they did. */
export const insertOrganization = (sql: SqlClient.SqlClient, { id, name }: NewOrganization) => sql<Id>`
  insert into organizations (id, name) values (${id}, ${name})
  on conflict (id) do nothing
  returning id`

export const insertAccount = (sql: SqlClient.SqlClient, { organizationId, id, name }: NewAccount) => sql<Id>`
  insert into accounts (organization_id, id, name) values (${organizationId}, ${id}, ${name})
  on conflict (organization_id, id) do nothing
  returning id`

export const insertContactType = (
  sql: SqlClient.SqlClient,
  { organizationId, id, name, isDefault }: NewContactType,
) => sql<Id>`
  insert into contact_types (organization_id, id, name, is_default)
  values (${organizationId}, ${id}, ${name}, ${isDefault})
  on conflict (organization_id, id) do nothing
  returning id`

export const clearDefaultContactType = (sql: SqlClient.SqlClient, organizationId: OrganizationId) => sql`
  update contact_types set is_default = false
  where organization_id = ${organizationId} and is_default and deleted_at is null`

export const insertApiKey = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  hash: string,
  prefix: string,
) => sql`
  insert into api_keys (organization_id, hash, prefix) values (${organizationId}, decode(${hash}, 'hex'), ${prefix})
  on conflict (organization_id, hash) do nothing`

/** The hashes of those that it revoked. */
export const revokeApiKeys = (sql: SqlClient.SqlClient, hash: string, prefix: string | null) => sql<{
  readonly hash: string
}>`
  update api_keys set revoked_at = now()
  where (hash = decode(${hash}, 'hex') or prefix = ${prefix}) and revoked_at is null
  returning encode(hash, 'hex') as hash`

/** Whoever changes what belongs to an organization waits for its other administrators: one row where there is one. */
export const lockOrganization = (sql: SqlClient.SqlClient, organizationId: OrganizationId) => sql<Id>`
  select id from organizations where id = ${organizationId} for no key update`

export const findAnyOrganization = (sql: SqlClient.SqlClient) => sql<Id>`select id from organizations limit 1`
