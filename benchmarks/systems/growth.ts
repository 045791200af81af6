import { createHash } from "node:crypto"
import type { Sql } from "postgres"
import { ACCOUNT, CONTACT_TYPE, ORGANIZATION, SOURCE } from "./organization.ts"

// Fills this project's tables directly.

/** Adds organizations. Returns their API keys. */
export const addOrganizations = async (sql: Sql, count: number): Promise<ReadonlyArray<string>> => {
  const ids = Array.from({ length: count }, (_, index) => `organization-${index}`)
  const hashes = ids.map((id) => `\\x${createHash("sha256").update(id).digest("hex")}`)
  await sql`insert into organizations (id, name) select id, id from unnest(${ids}::text[]) as id`
  await sql`
    insert into api_keys (organization_id, hash, prefix)
    select id, hash::bytea, 'benchmark' from unnest(${ids}::text[], ${hashes}::text[]) as given (id, hash)`
  await sql`
    insert into accounts (organization_id, id, name)
    select id, ${ACCOUNT}, id from unnest(${ids}::text[]) as id`
  await sql`
    insert into contact_types (organization_id, id, name)
    select id, ${CONTACT_TYPE}, id from unnest(${ids}::text[]) as id`
  return ids
}

/** Rows per statement; more would take too much memory. */
const CHUNK = 250_000

/** Adds the contacts numbered `start` (inclusive) to `end` (exclusive), with one account each. References are not checked. */
export const addContacts = async (sql: Sql, start: number, end: number): Promise<void> => {
  await addContactsUnseen(sql, start, end)
  await sql`vacuum (analyze) contacts`
  await sql`checkpoint`
}

/** The same, but leaves PostgreSQL without statistics about them. */
export const addContactsUnseen = async (sql: Sql, start: number, end: number): Promise<void> => {
  for (let first = start; first < end; first += CHUNK) {
    const last = Math.min(first + CHUNK, end) - 1
    await sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`
      await transaction`
        insert into contacts (
          organization_id, id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
          account_ids, created_at, updated_at
        )
        select
          ${ORGANIZATION}, uuidv7(), format('user%s.filled@company%s.example', n, n % 5000), 'First' || n, 'Last' || n,
          '+14155550000', format('https://example.com/avatars/%s.png', n), ${SOURCE}, ${CONTACT_TYPE},
          ${[ACCOUNT]}::text[], now(), now()
        from generate_series(${first}::int, ${last}::int) as n`
    })
  }
}
