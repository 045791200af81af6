import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { type ClientBase, Pool } from "pg"
import { from as copyFrom } from "pg-copy-streams"
import type { Sql } from "postgres"
import type { Contact } from "../measure/contacts.ts"
import { ACCOUNT, CONTACT_TYPE, ORGANIZATION, SOURCE } from "./organization.ts"
import type { System } from "./System.ts"
import { conventionalTables, ownTables } from "./tables.ts"

interface Layout {
  readonly tables: typeof ownTables
  readonly copy: string
  /** The fields of a line in COPY's text format; the first is the id. */
  readonly line: (id: string, contact: Contact) => ReadonlyArray<string>
  /** Links the contacts with ids from $1 to $2 to the account; null if COPY itself does. */
  readonly link: string | null
}

const conventional: Layout = {
  tables: conventionalTables,
  copy: `copy contacts
    (id, organization_id, email, first_name, last_name, phone_number, avatar_url, contact_type_id, source)
    from stdin`,
  line: (id, { email, firstName, lastName, phoneNumber, avatarUrl }) => [
    id,
    ORGANIZATION,
    email,
    firstName,
    lastName,
    phoneNumber,
    avatarUrl,
    CONTACT_TYPE,
    SOURCE,
  ],
  link: `insert into contact_accounts (contact_id, account_id)
    select id, '${ACCOUNT}' from contacts where id between $1 and $2`,
}

const CREATED_AT = "2026-01-01T00:00:00Z"

const own: Layout = {
  tables: ownTables,
  copy: `copy contacts
    (id, organization_id, email, first_name, last_name, phone_number, avatar_url, contact_type, source, account_ids,
    created_at, updated_at)
    from stdin`,
  line: (id, contact) => [...conventional.line(id, contact), `{${ACCOUNT}}`, CREATED_AT, CREATED_AT],
  link: null,
}

/**
 * The database's limit: COPY of prepared lines that include ids, and one statement for the links, in one transaction per
 * batch. Nothing is checked beyond the schema's constraints, and nothing is skipped.
 */
const copy =
  (title: string, { tables, copy, line, link }: Layout) =>
  (url: string, sql: Sql): System => {
    let made = 0
    return {
      title,
      share: 1,
      skipsExisting: false,
      server: () => null,
      usesPostgres: true,
      encode: (contacts) => {
        const lines = contacts.map((contact) => {
          const normalized = { ...contact, email: contact.email.toLowerCase() }
          return `${line(orderedId(made++), normalized).join("\t")}\n`
        })
        return Buffer.from(lines.join(""))
      },
      connect: async (connections) => {
        const pool = await connectedPool(url, connections)
        return {
          send: async (batch) => {
            const created = await inTransaction(pool, async (client) => {
              const copying = client.query(copyFrom(copy))
              await pipeline(Readable.from([batch]), copying)
              if (link === null) return copying.rowCount
              const ids = [idOf(batch, 0), idOf(batch, batch.lastIndexOf("\n", -2) + 1)]
              return (await client.query(link, ids)).rowCount ?? 0
            })
            return { total: created, created, skipped: 0 }
          },
          close: () => pool.end(),
        }
      },
      ...tables(sql),
      stop: async () => {},
    }
  }

export const COPY_CONVENTIONAL = "limit: COPY, conventional schema"
const COPY_OWN = "limit: COPY, own tables"

export const copyConventional = copy(COPY_CONVENTIONAL, conventional)
export const copyOwn = copy(COPY_OWN, own)

/** A pool whose connections are all open. */
const connectedPool = async (connectionString: string, max: number): Promise<Pool> => {
  const pool = new Pool({ connectionString, max, min: max })
  const clients = await Promise.all(Array.from({ length: max }, () => pool.connect()))
  for (const client of clients) client.release()
  return pool
}

const inTransaction = async <Result>(pool: Pool, work: (client: ClientBase) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect()
  try {
    await client.query("begin")
    const result = await work(client)
    await client.query("commit")
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}

const UUID_LENGTH = 36

const orderedId = (index: number): string => `019a0000-0000-7000-8000-${index.toString(16).padStart(12, "0")}`

const idOf = (batch: Buffer, start: number): string => batch.toString("latin1", start, start + UUID_LENGTH)
