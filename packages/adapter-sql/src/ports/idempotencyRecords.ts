import type { IdempotencyRecordsPort } from "@bulk-contacts/core/promise"
import type { Dialect } from "../dialects/Dialect.ts"
import type { Idempotency, Tables } from "../mapping/resolveTables.ts"
import { currentRows, whereAll } from "./conditions.ts"
import type { QueryIn } from "./QueryIn.ts"

/** The results stored under idempotency keys, in the mapped table. */
export const idempotencyRecordsPort = <Tx>(
  dialect: Dialect,
  tables: Tables,
  idempotency: Idempotency,
  queryIn: QueryIn<Tx>,
): IdempotencyRecordsPort<Tx> => {
  const { table, key, fingerprint, result, createdAt } = idempotency
  const isRecord = dialect.isRecord === null ? [] : [dialect.isRecord(idempotency)]
  return {
    claim: (tx, organizationId, name) => dialect.claim(queryIn(tx), tables, organizationId, name),

    find: async (tx, organizationId, name, since) => {
      const parameters = dialect.parameters()
      const current = currentRows(dialect, parameters, organizationId, tables.tenant, null)
      const named = `${key.sql} = ${dialect.id(parameters, name, "text")}`
      const recent = `${createdAt.sql} >= ${dialect.time(parameters, since)}`
      const [row] = await queryIn(tx)(
        `select ${fingerprint.sql} as fingerprint, ${dialect.text(result.sql)} as result,
        ${dialect.readTime(createdAt.sql)} as created_at
      from ${table.sql} ${whereAll([...current, named, recent, ...isRecord])}`,
        parameters,
      )
      if (row === undefined) return null
      return {
        fingerprint: String(row["fingerprint"]),
        // Some drivers parse JSON.
        result: typeof row["result"] === "string" ? JSON.parse(row["result"]) : row["result"],
        createdAt: new Date(String(row["created_at"])),
      }
    },

    store: async (tx, organizationId, name, record) => {
      const parameters = dialect.parameters()
      const { tenant } = tables
      const keys = [...(tenant === null ? [] : [tenant]), key]
      const values = [
        ...(tenant === null ? [] : [dialect.id(parameters, organizationId, tenant.type)]),
        dialect.id(parameters, name, "text"),
        dialect.id(parameters, record.fingerprint, "text"),
        dialect.json(parameters, record.result),
        dialect.time(parameters, record.createdAt),
      ]
      const columns = [...keys, fingerprint, result, createdAt].map(({ sql }) => sql).join(", ")
      await queryIn(tx)(
        `insert into ${table.sql} (${columns}) values (${values.join(", ")})
      ${dialect.replacing(keys, [fingerprint, result, createdAt])}`,
        parameters,
      )
    },

    removeOfImport: async (tx, organizationId, name, importId) => {
      const parameters = dialect.parameters()
      const current = currentRows(dialect, parameters, organizationId, tables.tenant, null)
      const named = `${key.sql} = ${dialect.id(parameters, name, "text")}`
      // A result has a UUID once: as the id of its import.
      const ofImport = `${dialect.text(result.sql)} like ${parameters.add(`%${importId}%`)}`
      await queryIn(tx)(`delete from ${table.sql} ${whereAll([...current, named, ofImport])}`, parameters)
    },

    removeOlderThan: (tx, date) => {
      const parameters = dialect.parameters()
      const old = [`${createdAt.sql} < ${dialect.time(parameters, date)}`, ...isRecord]
      return dialect.countAffected(queryIn(tx), `delete from ${table.sql} ${whereAll(old)}`, parameters)
    },
  }
}
