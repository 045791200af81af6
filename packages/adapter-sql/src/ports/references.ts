import type { AccountsPort, ContactTypesPort } from "@bulk-contacts/core/promise"
import type { Dialect } from "../dialects/Dialect.ts"
import { canHold } from "../mapping/ids.ts"
import type { References, Tables } from "../mapping/resolveTables.ts"
import { chunksOf } from "./chunksOf.ts"
import { currentRows, mayExist, whereAll } from "./conditions.ts"
import type { QueryIn } from "./QueryIn.ts"

/** Finds accounts, and locks them in one order until the transaction ends. */
export const accountsPort = <Tx>(dialect: Dialect, tables: Tables, queryIn: QueryIn<Tx>): AccountsPort<Tx> => ({
  findExisting: async (tx, organizationId, ids) =>
    tables.accounts === null || !mayExist(tables, organizationId)
      ? []
      : findExisting(dialect, tables.accounts, queryIn(tx), organizationId, ids),
})

/** Finds contact types as `accountsPort` finds accounts, or knows the only one. */
export const contactTypesPort = <Tx>(dialect: Dialect, tables: Tables, queryIn: QueryIn<Tx>): ContactTypesPort<Tx> => {
  const { contactTypes } = tables
  if ("constant" in contactTypes) {
    const { constant } = contactTypes
    return {
      findExisting: async (_, organizationId, ids) =>
        mayExist(tables, organizationId) ? ids.filter((id) => id === constant) : [],
      findDefault: async (_, organizationId) => (mayExist(tables, organizationId) ? constant : null),
    }
  }
  return {
    findExisting: async (tx, organizationId, ids) =>
      mayExist(tables, organizationId) ? findExisting(dialect, contactTypes, queryIn(tx), organizationId, ids) : [],
    findDefault: async (tx, organizationId) => {
      const { table, tenant, id, deletedAt, isDefault } = contactTypes
      if (isDefault === null || !mayExist(tables, organizationId)) return null
      const parameters = dialect.parameters()
      const current = currentRows(dialect, parameters, organizationId, tenant, deletedAt)
      const [row] = await queryIn(tx)(
        `select ${dialect.text(id.sql)} as id from ${table.sql} ${whereAll([isDefault.sql, ...current])}${dialect.forShare}`,
        parameters,
      )
      return row === undefined ? null : String(row["id"])
    },
  }
}

const findExisting = async (
  dialect: Dialect,
  { table, tenant, id, deletedAt }: References,
  query: ReturnType<QueryIn<unknown>>,
  organizationId: string,
  ids: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = []
  // In one order, whatever the order of the request.
  const possible = ids.filter((one) => canHold(id.type, one)).sort()
  for (const chunk of chunksOf(possible, dialect.maxList)) {
    const parameters = dialect.parameters()
    const current = currentRows(dialect, parameters, organizationId, tenant, deletedAt)
    const named = dialect.among(parameters, id.sql, chunk, id.type)
    const rows = await query(
      `select ${dialect.text(id.sql)} as id from ${table.sql} ${whereAll([...current, named])}
      order by ${id.sql}${dialect.forShare}`,
      parameters,
    )
    found.push(...rows.map((row) => String(row["id"])))
  }
  return found
}
