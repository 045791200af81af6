import type { ContactsPort, EmailOwner } from "@bulk-contacts/core/promise"
import type { Dialect } from "../dialects/Dialect.ts"
import { emailOf } from "../dialects/emailIndex.ts"
import type { Tables } from "../mapping/resolveTables.ts"
import { chunksOf } from "./chunksOf.ts"
import { currentRows, mayExist, whereAll } from "./conditions.ts"
import type { QueryIn } from "./QueryIn.ts"

/** Finds contacts by their emails, and inserts those that are new. */
export const contactsPort = <Tx>(dialect: Dialect, tables: Tables, queryIn: QueryIn<Tx>): ContactsPort<Tx> => ({
  findByEmail: async (tx, organizationId, emails) => {
    if (!mayExist(tables, organizationId)) return []
    const { table, id, deletedAt } = tables.contacts
    const email = emailOf(tables.contacts)
    const owners: Array<EmailOwner> = []
    for (const chunk of chunksOf(emails, dialect.maxList)) {
      const parameters = dialect.parameters()
      const current = currentRows(dialect, parameters, organizationId, tables.tenant, deletedAt)
      const named = dialect.among(parameters, email, chunk, "text")
      const rows = await queryIn(tx)(
        `select ${email} as email, ${dialect.text(id.sql)} as id from ${table.sql} ${whereAll([...current, named])}`,
        parameters,
      )
      owners.push(...rows.map((row) => ({ email: String(row["email"]), id: String(row["id"]) })))
    }
    return owners
  },

  insertNew: async (tx, organizationId, contacts) => {
    if (contacts.length === 0) return 0
    if (!mayExist(tables, organizationId)) throw new TypeError("The tables do not hold this organization")
    return dialect.insertNew(queryIn(tx), tables, organizationId, contacts)
  },
})
