import { Contacts } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { affectedRows, runStatement } from "../connection/runStatement.ts"
import { findContactsByEmail, insertContacts } from "../sql/contacts.ts"

/** Above this number of contacts, planning for it pays. */
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
      insertNew: Effect.fn("Contacts.insertNew")((organizationId, contacts) =>
        runStatement(
          affectedRows(insertContacts(sql, organizationId, contacts), { prepare: contacts.length <= MAX_PREPARED }),
        ),
      ),
    }
  }),
)
