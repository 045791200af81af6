import { Accounts } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { runStatement } from "../connection/runStatement.ts"
import { lockAccounts } from "../sql/accounts.ts"

export const layerAccounts = Layer.effect(
  Accounts,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return {
      missing: Effect.fn("Accounts.missing")(function* (organizationId, ids) {
        const rows = yield* runStatement(lockAccounts(sql, organizationId, ids))
        const found = new Set(rows.map(({ id }) => id))
        return ids.filter((id) => !found.has(id))
      }),
    }
  }),
)
