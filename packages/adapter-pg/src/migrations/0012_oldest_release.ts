import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

/**
 * Records which releases the schema serves: the row of the last migration has the number of the last migration of the
 * oldest one. Earlier versions do not need the column.
 */
export const oldestRelease = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table bulk_contacts_migrations add column oldest_release int`
})
