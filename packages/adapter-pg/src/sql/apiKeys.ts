import type { OrganizationId } from "@bulk-contacts/core"
import type { SqlClient } from "effect/sql"

/**
 * Finds the organization of a key that is not revoked, by the key's SHA-256 in hex. Records the use at most every five
 * minutes, so that a read rarely becomes a write.
 */
export const findKeyOrganization = (sql: SqlClient.SqlClient, hash: string) => sql<{
  readonly organization_id: string
}>`
  with found as (
    select organization_id, hash, last_used_at
    from api_keys
    where hash = decode(${hash}, 'hex') and revoked_at is null
  ),
  used as (
    update api_keys
    set last_used_at = now()
    from found
    where api_keys.organization_id = found.organization_id
      and api_keys.hash = found.hash
      and (found.last_used_at is null or found.last_used_at < now() - interval '5 minutes')
  )
  select organization_id from found`

/** Inserts a key by its hash (SHA-256 in hex), unless the organization already has it. */
export const insertApiKey = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  hash: string,
  prefix: string,
) => sql`
  insert into api_keys (organization_id, hash, prefix) values (${organizationId}, decode(${hash}, 'hex'), ${prefix})
  on conflict (organization_id, hash) do nothing`

/** Revokes the keys that have this hash or this prefix. Returns the hashes of those it revoked. */
export const revokeApiKeys = (sql: SqlClient.SqlClient, hash: string, prefix: string | null) => sql<{
  readonly hash: string
}>`
  update api_keys set revoked_at = now()
  where (hash = decode(${hash}, 'hex') or prefix = ${prefix}) and revoked_at is null
  returning encode(hash, 'hex') as hash`
