import { Contacts, forEachInSlices } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { affectedRows } from "../connection/runStatement.ts"
import { Statements } from "../connection/Statements.ts"
import { SharedValues } from "../sql/contactColumns.ts"
import { findContactsByEmail, insertContacts } from "../sql/contacts.ts"

/** Above this number of contacts, planning for it pays. */
export const MAX_PREPARED = 100

export const layerContacts = Layer.effect(
  Contacts,
  Effect.gen(function* () {
    const { run } = yield* Statements
    return {
      findByEmail: Effect.fn("Contacts.findByEmail")(function* (organizationId, emails) {
        const rows = yield* run((database) => findContactsByEmail(database, organizationId, emails))
        return new Map(rows.map(({ email, id }) => [email, id]))
      }),
      insertNew: Effect.fn("Contacts.insertNew")(function* (organizationId, contacts) {
        const shared = new SharedValues()
        // Not quick: a contact may have 10,000 accounts, which are made JSON.
        yield* forEachInSlices(contacts, (contact) => shared.add(contact))
        return yield* run((database) =>
          affectedRows(insertContacts(database, organizationId, contacts, shared), {
            prepare: contacts.length <= MAX_PREPARED,
          }),
        )
      }),
    }
  }),
)
