import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

/** Lets operators tell API keys apart by a name. Earlier versions do not need the column. */
export const apiKeyNames = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table api_keys add column name text check (char_length(name) between 1 and 255)`
})
