import type { Catalog } from "../../check/Catalog.ts"
import { hasCode } from "../../transactions/driverErrors.ts"
import { Parameters } from "../Parameters.ts"

/** The state of an error: "there is no unique or exclusion constraint matching the ON CONFLICT specification". */
const NO_INDEX = "42P10"

/** What PostgreSQL's catalogs say. */
export const catalog: Catalog = {
  typeOf: (kind) => newTypes[kind],
  generatedKey: "bigint generated always as identity",
  generated: "stored",
  arrayOf: (type) => `${type}[]`,
  uniqueIndex: (name, table, columns, where) =>
    `create unique index ${name} on ${table.sql} (${columns.join(", ")})${where === null ? "" : ` where ${where}`}`,
  columns: async (query, table) => {
    const parameters = new Parameters((number) => `$${number}::text`)
    const rows = await query(
      `select attname as name, format_type(atttypid, null) as type,
        not attnotnull or atthasdef or attidentity <> '' as optional,
        case when atttypid = 'varchar'::regtype and atttypmod > 4 then atttypmod - 4 end as max_length,
        coalesce(not collisdeterministic, false) as inexact
      from pg_attribute left join pg_collation on pg_collation.oid = attcollation
      where attrelid = to_regclass(${parameters.add(table.sql)}) and attnum > 0 and not attisdropped
      order by attnum`,
      parameters,
    )
    return rows.map((row) => ({
      name: String(row["name"]),
      type: String(row["type"]),
      optional: row["optional"] === true,
      maxLength: row["max_length"] === null ? null : Number(row["max_length"]),
      inexact: row["inexact"] === true,
    }))
  },
  // PostgreSQL looks for the index when it plans the insert, which is not run.
  isUnique: async (query, table, columns, where) => {
    const inferred = `(${columns.join(", ")})${where === null ? "" : ` where ${where}`}`
    try {
      await query(`explain insert into ${table.sql} default values on conflict ${inferred} do nothing`)
      return true
    } catch (error) {
      if (hasCode(error, NO_INDEX)) return false
      throw error
    }
  },
  changeType: (table, { column, kind }) => {
    const alter = `alter table ${table.sql} alter column ${column.sql} type ${newTypes[kind]}`
    if (kind === "time") return `${alter} using ${column.sql} at time zone 'UTC'`
    return kind === "text" || kind === "email" ? `${alter} collate "C"` : null
  },
  fits: (kind, type) => kind !== "time" || type !== "timestamp without time zone",
}

const newTypes = {
  text: "text",
  ascii: "text",
  integer: "bigint",
  uuid: "uuid",
  key: "bigint",
  email: "text",
  json: "jsonb",
  array: "text[]",
  time: "timestamptz",
  deletion: "timestamptz",
  boolean: "boolean",
} as const
