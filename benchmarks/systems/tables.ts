import type { Sql } from "postgres"
import type { System } from "./System.ts"

type Tables = (sql: Sql) => Pick<System, "reset" | "stored">

/** Contacts, and a table of links to accounts. */
export const conventionalTables: Tables = (sql) => ({
  reset: async () => {
    await sql`truncate contacts, contact_accounts`
    await checkpoint(sql)
  },
  stored: async () => {
    const [counted] = await sql`
      select
        (select count(*)::int from contacts) as contacts,
        (select count(*)::int from contact_accounts) as links`
    return { contacts: counted?.["contacts"], links: counted?.["links"] }
  },
})

/** Contacts that hold their account ids. */
export const ownTables: Tables = (sql) => ({
  reset: async () => {
    await sql`truncate contacts`
    await checkpoint(sql)
  },
  stored: async () => {
    const [counted] = await sql`
      select count(*)::int as contacts, coalesce(sum(cardinality(account_ids)), 0)::int as links from contacts`
    return { contacts: counted?.["contacts"], links: counted?.["links"] }
  },
})

/** Makes a checkpoint now, so that none is due during the measurement. */
const checkpoint = (sql: Sql) => sql`checkpoint`
