import type { ReferenceQuery, ReferenceReaderPort } from "@bulk-contacts/core/promise"
import type { Dialect } from "../dialects/Dialect.ts"
import { canHold } from "../mapping/ids.ts"
import type { References, Tables } from "../mapping/resolveTables.ts"
import type { SqlRow } from "../SqlRunner.ts"
import { currentRows, mayExist, whereAll } from "./conditions.ts"
import type { QueryIn } from "./QueryIn.ts"

/** Reads accounts and contact types by their ids. The mapping names no column for names, so the ids are the names. */
export const referenceReaderPort = <Tx>(
  dialect: Dialect,
  tables: Tables,
  queryIn: QueryIn<Tx>,
): ReferenceReaderPort<Tx> => {
  const { accounts, contactTypes } = tables
  const read = (tx: Tx, organizationId: string, page: ReferenceQuery, from: References, isDefault: string) =>
    mayExist(tables, organizationId) ? readPage(dialect, queryIn(tx), organizationId, page, from, isDefault) : []
  return {
    accounts: async (tx, organizationId, page) =>
      accounts === null ? [] : (await read(tx, organizationId, page, accounts, "0")).map(toListed),
    contactTypes: async (tx, organizationId, page) => {
      if ("constant" in contactTypes) {
        const id = contactTypes.constant
        const isFirst = mayExist(tables, organizationId) && page.after === null
        return isFirst ? [{ id, name: id, isDefault: true }] : []
      }
      const isDefault =
        contactTypes.isDefault === null ? "0" : `case when ${contactTypes.isDefault.sql} then 1 else 0 end`
      const rows = await read(tx, organizationId, page, contactTypes, isDefault)
      return rows.map((row) => ({ ...toListed(row), isDefault: Number(row["is_default"]) === 1 }))
    },
  }
}

const readPage = async (
  dialect: Dialect,
  query: ReturnType<QueryIn<unknown>>,
  organizationId: string,
  { after, limit }: ReferenceQuery,
  { table, tenant, id, deletedAt }: References,
  isDefault: string,
): Promise<ReadonlyArray<SqlRow>> => {
  if (after !== null && !canHold(id.type, after)) return []
  const parameters = dialect.parameters()
  const current = currentRows(dialect, parameters, organizationId, tenant, deletedAt)
  const later = after === null ? [] : [`${id.sql} > ${dialect.id(parameters, after, id.type)}`]
  return query(
    `select ${dialect.text(id.sql)} as id, ${isDefault} as is_default
    from ${table.sql} ${whereAll([...current, ...later])}
    order by ${id.sql}
    limit ${limit}`,
    parameters,
  )
}

const toListed = (row: SqlRow) => ({ id: String(row["id"]), name: String(row["id"]) })
