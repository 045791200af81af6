import { type ContactTypeId, ContactTypes, type OrganizationId } from "@bulk-contacts/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { execute } from "../connection/runStatement.ts"
import { texts } from "../sql/arrays.ts"

interface Row {
  readonly id: ContactTypeId
}

/** Locks as accounts are locked. */
const lockContactTypes = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  ids: ReadonlyArray<ContactTypeId>,
) => sql<Row>`
  select id
  from contact_types
  where organization_id = ${organizationId} and id = any(${texts(ids)}) and deleted_at is null
  order by id
  for share`

const lockDefaultContactType = (sql: SqlClient.SqlClient, organizationId: OrganizationId) => sql<Row>`
  select id
  from contact_types
  where organization_id = ${organizationId} and is_default and deleted_at is null
  for share`

export const layerContactTypes = Layer.effect(
  ContactTypes,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const findDefault = Effect.fnUntraced(function* (organizationId: OrganizationId) {
      const [row] = yield* execute(lockDefaultContactType(sql, organizationId))
      return Option.fromUndefinedOr(row?.id)
    })
    return {
      missing: Effect.fn("ContactTypes.missing")(function* (organizationId, ids) {
        const rows = yield* execute(lockContactTypes(sql, organizationId, ids))
        const found = new Set(rows.map(({ id }) => id))
        return ids.filter((id) => !found.has(id))
      }),
      default: Effect.fn("ContactTypes.default")(function* (organizationId) {
        const found = yield* findDefault(organizationId)
        // Another one that became the default while the statement waited for the lock is not in its snapshot: what it
        // found is the default no more, and there seems to be none. Only a second statement can tell.
        return Option.isSome(found) ? found : yield* findDefault(organizationId)
      }),
    }
  }),
)
