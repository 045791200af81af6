import type { NewContact, OrganizationId } from "@bulk-contacts/core"
import type { SqlClient } from "effect/sql"
import { contactColumns } from "./contactColumns.ts"
import { GIVEN, insertGiven } from "./insertFrom.ts"

/** Inserts the contacts whose email is free, and answers how many these were. */
export const insertContacts = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  contacts: ReadonlyArray<NewContact>,
) => {
  const columns = contactColumns(contacts)
  const given = sql`
    select *
    from unnest(
      ${columns.ids}, ${columns.emails}, ${columns.first_names}, ${columns.last_names}, ${columns.phone_numbers},
      ${columns.avatar_urls}, ${columns.custom_field_values}, ${columns.metadata}, ${columns.shared_numbers}
    ) as given (${sql.literal(GIVEN)})`
  const shared = sql`select * from unnest(${columns.shared}) with ordinality as shared (value, number)`
  return insertGiven(sql, organizationId, given, shared)
}
