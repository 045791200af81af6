import { type AccountId, Accounts, type OrganizationId } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { execute } from "../connection/runStatement.ts"
import { texts } from "../sql/arrays.ts"

/** `for share` makes a soft delete wait until the transaction ends; in the order of ids, so that no two deadlock. */
const lockAccounts = (sql: SqlClient.SqlClient, organizationId: OrganizationId, ids: ReadonlyArray<AccountId>) =>
  sql<{ readonly id: AccountId }>`
    select id
    from accounts
    where organization_id = ${organizationId} and id = any(${texts(ids)}) and deleted_at is null
    order by id
    for share`

export const layerAccounts = Layer.effect(
  Accounts,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return {
      missing: Effect.fn("Accounts.missing")(function* (organizationId, ids) {
        const rows = yield* execute(lockAccounts(sql, organizationId, ids))
        const found = new Set(rows.map(({ id }) => id))
        return ids.filter((id) => !found.has(id))
      }),
    }
  }),
)
