import type { Catalog } from "../../check/Catalog.ts"
import type { IdType } from "../../mapping/ids.ts"
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
        not attnotnull or atthasdef or attidentity <> '' as optional, not attnotnull as nullable,
        format_type(coalesce(nullif(typbasetype, 0), atttypid), null) as base, typcategory::text as category,
        case when collname <> 'default' then quote_ident(nspname) || '.' || quote_ident(collname) end as collation,
        case when atttypid = 'varchar'::regtype and atttypmod > 4 then atttypmod - 4 end as max_length,
        coalesce(not collisdeterministic, false) as inexact
      from pg_attribute join pg_type on pg_type.oid = atttypid
        left join pg_collation on pg_collation.oid = attcollation
        left join pg_namespace on pg_namespace.oid = collnamespace
      where attrelid = to_regclass(${parameters.add(table.sql)}) and attnum > 0 and not attisdropped
      order by attnum`,
      parameters,
    )
    return rows.map((row) => ({
      name: String(row["name"]),
      type: String(row["type"]),
      optional: row["optional"] === true,
      maxLength: row["max_length"] === null ? null : Number(row["max_length"]),
      nullable: row["nullable"] === true,
      inexact: row["inexact"] === true,
      collation: row["collation"] === null ? null : String(row["collation"]),
      idTypes: idTypes(String(row["base"]), String(row["category"])),
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
  uniqueNames: async (query, table, columns, alsoPartial) => {
    const parameters = new Parameters((number) => `$${number}::text`)
    const rows = await query(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid, number, false) as part
      from pg_index cross join generate_series(1, indnkeyatts) as number
      where indrelid = to_regclass(${parameters.add(table.sql)}) and indisunique and (${alsoPartial} or indpred is null)`,
      parameters,
    )
    const parts = Map.groupBy(rows, (row) => String(row["name"]))
    const wanted = columns.map(withoutCasts)
    return [...parts.entries()].flatMap(([name, index]) =>
      index.length === wanted.length && index.every(({ part }) => wanted.includes(withoutCasts(String(part))))
        ? [name]
        : [],
    )
  },
  changeColumn: async (_, table, { column, kind }, { collation: own }, { unfit, short, inexact, notNull }) => {
    const alter = `alter column ${column.sql}`
    const collation = inexact ? '"C"' : own
    const changes = [
      ...(unfit && kind === "time" ? [`${alter} type timestamptz using ${column.sql} at time zone 'UTC'`] : []),
      ...(short || inexact ? [`${alter} type text${collation === null ? "" : ` collate ${collation}`}`] : []),
      ...(notNull ? [`${alter} drop not null`] : []),
    ]
    return `alter table ${table.sql} ${changes.join(", ")}`
  },
  loss: (kind, type) =>
    kind === "time" && type === "timestamp without time zone"
      ? "which has no time zone: it must be timestamp with time zone"
      : null,
  zoneOf: async () => null,
}

const idTypes = (base: string, category: string): ReadonlyArray<IdType> => {
  if (category === "S") return ["text"]
  if (base === "uuid") return ["uuid"]
  return /^(smallint|integer|bigint|numeric)$/.test(base) ? ["integer"] : []
}

/** PostgreSQL writes `lower("Email")` as `lower(("Email")::text)`. */
const withoutCasts = (sql: string) => sql.replaceAll(/::[a-z ]+/g, "").replaceAll(/["()\s]/g, "")

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
