import type { Catalog } from "../../check/Catalog.ts"
import { doubleQuotes } from "../../mapping/identifiers.ts"
import type { IdType } from "../../mapping/ids.ts"
import { makeParameters } from "./parameters.ts"

/** What SQLite's schema says. */
export const catalog: Catalog = {
  typeOf: (kind) => (kind === "integer" || kind === "key" || kind === "boolean" ? "integer" : "text"),
  generatedKey: "integer",
  generated: "virtual",
  arrayOf: () => "text",
  uniqueIndex: (name, table, columns, where) => {
    const [schema, base] = table.sql.includes(`"."`) ? splitSchema(table.sql) : ["", table.sql]
    return `create unique index ${schema}${name} on ${base} (${columns.join(", ")})${where === null ? "" : ` where ${where}`}`
  },
  columns: async (query, table) => {
    const [schema, name] = table.name.includes(".") ? table.name.split(".") : ["main", table.name]
    const parameters = makeParameters()
    const rows = await query(
      `select name, type, "notnull" = 0 or dflt_value is not null or hidden > 0
        or (pk > 0 and upper(type) = 'INTEGER') as optional, "notnull" = 0 as nullable
      from pragma_table_xinfo(${parameters.add(name ?? "")}, ${parameters.add(schema ?? "")})`,
      parameters,
    )
    const columns = []
    for (const row of rows) {
      const column = String(row["name"])
      // The plan of a comparison has the collation of the column.
      const plan = await query(`explain select 1 from ${table.sql} where +"${column.replaceAll('"', '""')}" = ''`)
      columns.push({
        name: column,
        type: String(row["type"]),
        optional: Number(row["optional"]) !== 0,
        nullable: Number(row["nullable"]) !== 0,
        maxLength: null,
        collation: null,
        idTypes: idTypes(String(row["type"])),
        inexact: plan.some(({ p4 }) => /^(nocase|rtrim)/i.test(String(p4))),
      })
    }
    return columns
  },
  // SQLite looks for the index when it compiles the insert, which is not run.
  isUnique: async (query, table, columns, where) => {
    const inferred = `(${columns.join(", ")})${where === null ? "" : ` where ${where}`}`
    const [column] = await catalog.columns(query, table)
    const name = `"${column?.name.replaceAll('"', '""')}"`
    const insert = `insert into ${table.sql} (${name}) select ${name} from ${table.sql} where false`
    try {
      await query(`explain ${insert} on conflict ${inferred} do nothing`)
      return true
    } catch (error) {
      if (String(error).includes("ON CONFLICT clause does not match")) return false
      throw error
    }
  },
  uniqueNames: async (query, table, columns, alsoPartial) => {
    const [schema, name] = table.name.includes(".") ? table.name.split(".") : ["main", table.name]
    const parameters = makeParameters()
    const rows = await query(
      `select list.name as name, info.name as part
      from pragma_index_list(${parameters.add(name ?? "")}, ${parameters.add(schema ?? "")}) as list
        join pragma_index_info(list.name, ${parameters.add(schema ?? "")}) as info
      where list."unique" = 1 and (${Number(alsoPartial)} or list.partial = 0)`,
      parameters,
    )
    const parts = Map.groupBy(rows, (row) => String(row["name"]))
    return [...parts.entries()].flatMap(([name, index]) =>
      index.length === columns.length && index.every(({ part }) => columns.includes(doubleQuotes(String(part))))
        ? [name]
        : [],
    )
  },
  // SQLite changes no column.
  changeColumn: async () => null,
  loss: (kind, type) =>
    kind === "time" && /int|real|num|floa|doub/i.test(type)
      ? "which turns times into numbers: it must be text, because times are stored as ISO 8601"
      : null,
  zoneOf: async () => null,
}

/** By the affinity of the column: https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
const idTypes = (type: string): ReadonlyArray<IdType> => {
  if (/int/i.test(type)) return ["integer"]
  if (/char|clob|text/i.test(type)) return ["text", "uuid"]
  if (type === "" || /blob|any/i.test(type)) return ["text", "uuid", "integer"]
  return /real|floa|doub/i.test(type) ? [] : ["integer"]
}

const splitSchema = (sql: string): readonly [string, string] => {
  const at = sql.indexOf(`"."`) + 2
  return [sql.slice(0, at), sql.slice(at)]
}
