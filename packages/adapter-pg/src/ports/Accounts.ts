import { Accounts } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Statements } from "../connection/Statements.ts"
import { lockAccounts } from "../sql/accounts.ts"

export const layerAccounts = Layer.effect(
  Accounts,
  Effect.gen(function* () {
    const { run } = yield* Statements
    return {
      missing: Effect.fn("Accounts.missing")(function* (organizationId, ids) {
        const rows = yield* run((database) => lockAccounts(database, organizationId, ids))
        const found = new Set(rows.map(({ id }) => id))
        return ids.filter((id) => !found.has(id))
      }),
    }
  }),
)
