import { type ContactId, Contacts, type EmailAddress, type OrganizationId } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { execute } from "../connection/runStatement.ts"
import { texts } from "../sql/arrays.ts"
import { insertContacts } from "../sql/insertContacts.ts"

const findOwners = (sql: SqlClient.SqlClient, organizationId: OrganizationId, emails: ReadonlyArray<EmailAddress>) =>
  sql<{ readonly email: EmailAddress; readonly id: ContactId }>`
    select email, id
    from contacts
    where organization_id = ${organizationId} and email = any(${texts(emails)}) and deleted_at is null`

/** So many that to plan for their number pays: a prepared statement's plan is that of a few. */
const FEW = 100

export const layerContacts = Layer.effect(
  Contacts,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return {
      findByEmail: Effect.fn("Contacts.findByEmail")(function* (organizationId, emails) {
        const rows = yield* execute(findOwners(sql, organizationId, emails))
        return new Map(rows.map(({ email, id }) => [email, id]))
      }),
      insertNew: Effect.fn("Contacts.insertNew")(function* (organizationId, contacts) {
        const statement = insertContacts(sql, organizationId, contacts)
        const [row] = yield* execute(contacts.length > FEW ? statement.unprepared : statement)
        return row?.created ?? 0
      }),
    }
  }),
)
