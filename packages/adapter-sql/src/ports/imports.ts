import type { Import, ImportsPort } from "@bulk-contacts/core/promise"
import type { Dialect } from "../dialects/Dialect.ts"
import type { ContactImport, Imports, Tables } from "../mapping/resolveTables.ts"
import type { SqlRow } from "../SqlRunner.ts"
import { currentRows, mayExist, whereAll } from "./conditions.ts"
import type { QueryIn } from "./QueryIn.ts"

/** The bulk creates that were given a name, in the mapped table, and the contacts that each of them created. */
export const importsPort = <Tx>(
  dialect: Dialect,
  tables: Tables,
  imports: Imports,
  contactImport: ContactImport,
  queryIn: QueryIn<Tx>,
): ImportsPort<Tx> => {
  const { table, id, createdAt, remaining, undoneAt } = imports
  const { text } = dialect
  return {
    record: async (tx, organizationId, one) => {
      const parameters = dialect.parameters()
      const { tenant } = tables
      const count = (value: number | null) =>
        value === null ? "null" : dialect.id(parameters, String(value), "integer")
      // In this order, because some placeholders have no numbers.
      const values: ReadonlyArray<readonly [column: string, value: string]> = [
        ...(tenant === null ? [] : [[tenant.sql, dialect.id(parameters, organizationId, tenant.type)] as const]),
        [id.sql, dialect.id(parameters, one.id, id.type)],
        [imports.name.sql, parameters.add(one.name)],
        [imports.source.sql, parameters.add(one.source)],
        [imports.idempotencyKey.sql, parameters.add(one.idempotencyKey)],
        [imports.total.sql, count(one.total)],
        [imports.created.sql, count(one.created)],
        [imports.skipped.sql, count(one.skipped)],
        [imports.invalid.sql, count(one.invalid)],
        [remaining.sql, count(one.created)],
        [createdAt.sql, dialect.time(parameters, one.createdAt)],
      ]
      const [columns, row] = [0, 1].map((part) => values.map((value) => value[part]).join(", "))
      await queryIn(tx)(`insert into ${table.sql} (${columns}) values (${row})`, parameters)
    },

    undo: async (tx, organizationId, importId, now) => {
      if (!mayExist(tables, organizationId)) return null
      const query = queryIn(tx)
      const found = dialect.parameters()
      const ofTenant = currentRows(dialect, found, organizationId, tables.tenant, null)
      const [row] = await query(
        `select ${imports.created.sql} as created, ${imports.idempotencyKey.sql} as idempotency_key
        from ${table.sql} ${whereAll([...ofTenant, `${id.sql} = ${dialect.id(found, importId, id.type)}`])}`,
        found,
      )
      if (row === undefined) return null

      const { contacts } = tables
      const { column, deletedAt } = contactImport
      const gone = dialect.parameters()
      const deletion = `${deletedAt.sql} = ${dialect.time(gone, now)}`
      const active = currentRows(dialect, gone, organizationId, tables.tenant, deletedAt)
      const created = `${column.sql} = ${dialect.id(gone, importId, column.type)}`
      const update = `update ${contacts.table.sql} set ${deletion} ${whereAll([...active, created])}`
      const deleted = await dialect.countAffected(query, update, gone)

      const undone = dialect.parameters()
      const first = `${undoneAt.sql} = coalesce(${undoneAt.sql}, ${dialect.time(undone, now)})`
      const current = currentRows(dialect, undone, organizationId, tables.tenant, null)
      const named = `${id.sql} = ${dialect.id(undone, importId, id.type)}`
      await query(`update ${table.sql} set ${remaining.sql} = 0, ${first} ${whereAll([...current, named])}`, undone)
      return { deleted, created: Number(row["created"]), idempotencyKey: textOf(row["idempotency_key"]) }
    },

    list: async (tx, organizationId, { limit, after }) => {
      if (!mayExist(tables, organizationId)) return []
      const parameters = dialect.parameters()
      const ofTenant = currentRows(dialect, parameters, organizationId, tables.tenant, null)
      const older = after === null ? [] : [`${id.sql} < ${dialect.id(parameters, after, id.type)}`]
      const rows = await queryIn(tx)(
        `select ${text(id.sql)} as id, ${imports.name.sql} as name, ${imports.source.sql} as source,
          ${dialect.readTime(createdAt.sql)} as created_at, ${imports.total.sql} as total,
          ${imports.created.sql} as created, ${imports.skipped.sql} as skipped, ${imports.invalid.sql} as invalid,
          ${remaining.sql} as remaining, ${dialect.readTime(undoneAt.sql)} as undone_at
        from ${table.sql} ${whereAll([...ofTenant, ...older])}
        order by ${id.sql} desc
        limit ${limit}`,
        parameters,
      )
      return rows.map(importOf)
    },
  }
}

const importOf = (row: SqlRow): Import => ({
  id: String(row["id"]),
  name: String(row["name"]),
  source: textOf(row["source"]),
  createdAt: new Date(String(row["created_at"])),
  total: Number(row["total"]),
  created: Number(row["created"]),
  skipped: Number(row["skipped"]),
  invalid: row["invalid"] === null ? null : Number(row["invalid"]),
  remaining: Number(row["remaining"]),
  undoneAt: row["undone_at"] === null ? null : new Date(String(row["undone_at"])),
})

const textOf = (value: unknown): string | null => (value === null ? null : String(value))
