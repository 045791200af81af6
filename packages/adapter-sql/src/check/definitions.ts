import type { Dialect, Query } from "../dialects/Dialect.ts"
import type { Name } from "../mapping/resolveTables.ts"
import type { ExpectedColumn, ExpectedTable } from "./expectedTables.ts"

/** The statement that creates a table that does not exist. */
export const createTable = async (dialect: Dialect, query: Query, expected: ExpectedTable): Promise<string> => {
  const { table, columns, primaryKey } = expected
  const [key] = primaryKey
  const definitions: Array<string> = []
  for (const one of columns) {
    const generated = primaryKey.length === 1 && one.kind === "key" && one.column.sql === key?.sql
    if (generated) definitions.push(`${one.column.sql} ${dialect.catalog.generatedKey} primary key`)
    else definitions.push(`${await define(dialect, query, one)}${one.required ? " not null" : ""}`)
  }
  if (!definitions.some((definition) => definition.endsWith(" primary key")))
    definitions.push(`primary key (${primaryKey.map(({ sql }) => sql).join(", ")})`)
  return `create table ${table.sql} (\n  ${definitions.join(",\n  ")}\n)`
}

/** The statement that adds a column. It is not `not null`: rows that exist have no value. */
export const addColumn = async (dialect: Dialect, query: Query, table: Name, column: ExpectedColumn): Promise<string> =>
  `alter table ${table.sql} add column ${await define(dialect, query, column)}`

/** The statement that creates a unique index. */
export const createIndex = (
  dialect: Dialect,
  table: Name,
  columns: ReadonlyArray<string>,
  where: string | null,
): string => {
  const suffix = where === null ? "key" : "active_key"
  const words = [table.name.split(".").at(-1), ...columns]
    .join("_")
    .replaceAll(/[\W_]+/g, "_")
    .replaceAll(/^_|_$/g, "")
  return dialect.catalog.uniqueIndex(dialect.quote(`${words.slice(0, MAX_WORDS)}_${suffix}`), table, columns, where)
}

/** So that the name of an index has at most 63 characters. */
const MAX_WORDS = 50

const define = async (
  dialect: Dialect,
  query: Query,
  { column, kind, maxLength, refersTo, generatedAs }: ExpectedColumn,
) => {
  const { catalog } = dialect
  if (generatedAs !== undefined)
    return `${column.sql} ${catalog.typeOf(kind, maxLength)} generated always as (${generatedAs}) ${catalog.generated}`
  if (refersTo === undefined) return `${column.sql} ${catalog.typeOf(kind, maxLength)}`
  const target = (await catalog.columns(query, refersTo.table)).find(({ name }) => name === refersTo.key.name)
  const type = target?.type ?? catalog.typeOf(refersTo.kind, maxLength)
  return `${column.sql} ${kind === "array" ? catalog.arrayOf(type) : type}`
}
