import type { Sql } from "postgres"
import type { Stored } from "./System.ts"

// The conventional schema and this system's own name these two tables alike.

/** Empties them, and leaves nothing for a checkpoint to do in the middle of what follows. */
export const emptyTables = async (sql: Sql): Promise<void> => {
  await sql`truncate contacts, contact_accounts`
  await sql`checkpoint`
}

export const countRows = async (sql: Sql): Promise<Stored> => {
  const [counted] = await sql`
    select
      (select count(*)::int from contacts) as contacts,
      (select count(*)::int from contact_accounts) as links`
  return { contacts: counted?.["contacts"], links: counted?.["links"] }
}
