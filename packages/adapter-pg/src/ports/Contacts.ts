import { Contacts } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { runStatement } from "../connection/runStatement.ts"
import { findContactsByEmail, insertContacts } from "../sql/contacts.ts"

/** Above this number of contacts, planning for it pays: a prepared statement has one plan, which suits small numbers. */
const MAX_PREPARED = 100

export const layerContacts = Layer.effect(
  Contacts,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return {
      findByEmail: Effect.fn("Contacts.findByEmail")(function* (organizationId, emails) {
        const rows = yield* runStatement(findContactsByEmail(sql, organizationId, emails))
        return new Map(rows.map(({ email, id }) => [email, id]))
      }),
      insertNew: Effect.fn("Contacts.insertNew")(function* (organizationId, contacts) {
        const statement = insertContacts(sql, organizationId, contacts)
        const [row] = yield* runStatement(contacts.length > MAX_PREPARED ? statement.unprepared : statement)
        return row?.created ?? 0
      }),
    }
  }),
)
