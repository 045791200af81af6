import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

/** Stages the problems of invalid contacts, for the outcomes of lenient streams. Earlier versions do not need the column. */
export const stagedProblems = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  // For each contact of the batch null or, as JSON, an invalid contact, which has null in the other columns.
  yield* sql`alter table staged_contacts add column problems text[]`
})
