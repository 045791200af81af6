import type { OrganizationId } from "@bulk-contacts/core/ports"
import type { Database } from "./Database.ts"

/** Finds a key that is not revoked, by its SHA-256 in hex. The only statement of a request that does not know its organization. */
export const findApiKey = ({ sql, tables }: Database, hash: string) => sql<{
  readonly organizationId: string
  /** Its use was not recorded in the last five minutes. */
  readonly isUseDue: boolean
}>`
  select
    organization_id as "organizationId",
    coalesce(last_used_at < now() - interval '5 minutes', true) as "isUseDue"
  from ${tables.api_keys}
  where hash = decode(${hash}, 'hex') and revoked_at is null`

/** Records that a key is used now. */
export const recordUse = ({ sql, tables }: Database, organizationId: OrganizationId, hash: string) => sql`
  update ${tables.api_keys} set last_used_at = now() where organization_id = ${organizationId} and hash = decode(${hash}, 'hex')`

interface NewApiKey {
  readonly organizationId: OrganizationId
  /** SHA-256 in hex. */
  readonly hash: string
  readonly prefix: string
  readonly name: string | null
}

/** Inserts a key, unless the organization already has it. */
export const insertApiKey = ({ sql, tables }: Database, { organizationId, hash, prefix, name }: NewApiKey) => sql`
  insert into ${tables.api_keys} (organization_id, hash, prefix, name)
  values (${organizationId}, decode(${hash}, 'hex'), ${prefix}, ${name})
  on conflict (organization_id, hash) do nothing`

/** Revokes the keys that have this hash or this prefix, and returns them. */
export const revokeApiKeys = ({ sql, tables }: Database, hash: string, prefix: string | null) => sql<{
  readonly organizationId: OrganizationId
  readonly hash: string
  readonly prefix: string
}>`
  update ${tables.api_keys} set revoked_at = now()
  where (hash = decode(${hash}, 'hex') or prefix = ${prefix}) and revoked_at is null
  returning organization_id as "organizationId", encode(hash, 'hex') as hash, prefix`

/** Counts the keys of an organization that are not revoked. */
export const countActiveApiKeys = ({ sql, tables }: Database, organizationId: OrganizationId) => sql<{
  readonly active: number
}>`
  select count(*)::int as active from ${tables.api_keys} where organization_id = ${organizationId} and revoked_at is null`
