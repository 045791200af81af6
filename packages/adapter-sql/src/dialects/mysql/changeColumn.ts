import type { Catalog } from "../../check/Catalog.ts"
import type { Name } from "../../mapping/resolveTables.ts"
import type { Query } from "../Dialect.ts"
import { makeParameters } from "./parameters.ts"

/**
 * `modify` replaces the whole definition of a column. It is taken from `show create table`, so that only what is wrong
 * changes: the default, the comment, checks and a collation that does no harm stay.
 */
export const makeChangeColumn =
  (exactCollation: string): Catalog["changeColumn"] =>
  async (query, table, { column, kind, maxLength, isCompared, generatedAs }, _, faults) => {
    if (generatedAs !== undefined || (await isInForeignKey(query, table, column))) return null
    const definition = await definitionOf(query, table, column)
    if (definition === null) return null
    const { type: own, charset, rest } = definition
    const exact = ` character set utf8mb4 collate ${exactCollation}`
    const isTime = kind === "time" && faults.unfit
    // A number or a text is no time that could be converted.
    if (isTime && !/^(datetime|timestamp|date\b)/.test(own)) return null
    const time = own.startsWith("timestamp") ? "timestamp(3)" : "datetime(3)"
    const type = isTime ? time : faults.short ? `varchar(${maxLength})` : own
    const unfitText = faults.unfit ? (isCompared === true ? exact : " character set utf8mb4") : charset
    const collation = isTime ? "" : faults.inexact ? exact : unfitText
    const end = isTime ? rest.replace(/^[^']*/, (before) => before.replaceAll(NOW, "current_timestamp(3)")) : rest
    const nullable = faults.notNull ? end.replace(/^ NOT NULL/, " NULL") : end
    return `alter table ${table.sql} modify ${column.sql} ${type}${collation}${nullable}`
  }

const NOW = /current_timestamp(\(\d*\))?/gi

/** The type, the character set with the collation, and all that follows. Each has a space before it. */
const DEFINITION =
  /^(?<type>\w+(\(('([^']|'')*'|[^')])*\))?( unsigned)?( zerofill)?)(?<charset>( CHARACTER SET \w+)?( COLLATE \w+)?)(?<rest>.*)$/

const definitionOf = async (query: Query, table: Name, column: Name) => {
  const [row] = await query(`show create table ${table.sql}`)
  const prefix = `  ${column.sql} `
  const line = String(row?.["Create Table"])
    .split("\n")
    .find((line) => line.startsWith(prefix))
  const groups = DEFINITION.exec(line?.slice(prefix.length).replace(/,$/, "") ?? "")?.groups
  return groups === undefined
    ? null
    : { type: groups["type"] ?? "", charset: groups["charset"] ?? "", rest: groups["rest"] ?? "" }
}

/** Both columns of a foreign key have the same type: neither can be changed alone. */
const isInForeignKey = async (query: Query, table: Name, column: Name): Promise<boolean> => {
  const [schema, name] = table.name.includes(".") ? table.name.split(".") : [null, table.name]
  const parameters = makeParameters()
  const isColumn = (prefix: string) => {
    const inSchema = schema === null ? "database()" : parameters.add(schema ?? "")
    return `${prefix}table_schema = ${inSchema} and ${prefix}table_name = ${parameters.add(name ?? "")} and ${prefix}column_name = ${parameters.add(column.name)}`
  }
  const rows = await query(
    `select 1 as one from information_schema.key_column_usage
    where referenced_table_name is not null and (${isColumn("")} or ${isColumn("referenced_")}) limit 1`,
    parameters,
  )
  return rows.length > 0
}
