import type { Dialect, Query } from "../dialects/Dialect.ts"
import type { FoundColumn } from "./Catalog.ts"
import { createIndex } from "./definitions.ts"
import type { ExpectedTable } from "./expectedTables.ts"
import type { TableProblem } from "./TableProblem.ts"

/** What is wrong with the unique indexes of a table that exists. The fixes come after those that add columns. */
export const indexProblems = async (
  dialect: Dialect,
  query: Query,
  { table, columns, unique, notUnique, inserted }: ExpectedTable,
  found: ReadonlyArray<FoundColumn>,
): Promise<ReadonlyArray<TableProblem>> => {
  const missing = columns.filter(({ column }) => !found.some(({ name }) => name === column.name))
  /** A database cannot be asked for an index over columns that it does not have. */
  const isUnique = async (columns: ReadonlyArray<string>, where: string | null) =>
    !missing.some(({ column }) => [...columns, where].some((sql) => sql?.includes(column.sql))) &&
    (await dialect.catalog.isUnique(query, table, columns, where))

  const problems: Array<TableProblem> = []
  for (const { columns, where } of unique) {
    // Where rows are only looked up, a unique index over fewer columns or more rows does as well.
    const sufficient = inserted ? [columns] : [columns, ...columns.map((one) => [one])]
    let exists = false
    for (const columns of sufficient) exists ||= await isUnique(columns, where)
    if (exists) continue
    const rows = where === null || dialect.needsActiveEmail ? "" : ` of the rows where ${where}`
    problems.push({
      message: `The table ${table.name} needs a unique index over ${columns.join(", ")}${rows}: without it, an email or id may occur twice`,
      fix: createIndex(dialect, table, columns, where),
    })
  }
  for (const { columns, where, reason } of notUnique) {
    if (!(await isUnique(columns, where))) continue
    const names = await dialect.catalog.uniqueNames(query, table, columns, where !== null)
    const index = names.length === 0 ? `over ${columns.join(", ")}` : names.join(", ")
    problems.push({
      message: `The unique index ${index} of ${table.name} ${reason}: drop it`,
      fix: null,
    })
  }
  return problems
}
