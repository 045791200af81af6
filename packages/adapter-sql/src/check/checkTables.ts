import type { Dialect, Query } from "../dialects/Dialect.ts"
import type { Tables } from "../mapping/resolveTables.ts"
import type { FoundColumn } from "./Catalog.ts"
import { columnProblems } from "./columnProblems.ts"
import { createIndex, createTable } from "./definitions.ts"
import { type ExpectedTable, expectedTables } from "./expectedTables.ts"
import { indexProblems } from "./indexProblems.ts"
import type { TableProblem } from "./TableProblem.ts"

/** Compares the tables with what the statements of the store need. */
export const checkTables = async (
  dialect: Dialect,
  query: Query,
  tables: Tables,
): Promise<ReadonlyArray<TableProblem>> => {
  const [row] = await query("select 1 as one")
  if (row === undefined || !("one" in row)) return [{ message: WRONG_ROWS, fix: null }]
  const problems: Array<TableProblem> = []
  for (const expected of expectedTables(tables)) {
    const found = await dialect.catalog.columns(query, expected.table)
    const constants = expected.table.sql === tables.contacts.table.sql ? constantColumns(tables) : []
    problems.push(
      ...(found.length === 0
        ? await missingTable(dialect, query, expected)
        : [
            ...(await columnProblems(dialect, query, expected, found)),
            ...unfilledColumns(expected, found, constants),
            ...(await indexProblems(dialect, query, expected, found)),
          ]),
      ...missingConstants(expected, found, constants),
    )
  }
  return problems
}

const WRONG_ROWS =
  "The runner's rows must be objects by the names of the columns: turn off options like rowsAsArray and nestTables"

/** Whether the runner begins transactions at the level for which the statements are written, if that is up to the runner. */
export const checkIsolation = async (
  dialect: Dialect,
  query: Query,
  { contacts }: Tables,
): Promise<ReadonlyArray<TableProblem>> => {
  const level = dialect.isolationOf === null ? null : await dialect.isolationOf(query, contacts.table)
  if (level === null || level === "READ COMMITTED") return []
  const message = `The runner's transactions are ${level}: it must begin them with READ COMMITTED, or a request does not see the contacts that a concurrent one has created`
  return [{ message, fix: null }]
}

const missingTable = async (dialect: Dialect, query: Query, expected: ExpectedTable) => {
  const { name } = expected.table
  const indexes = expected.unique.filter(({ columns, where }) => where !== null || !isPrimaryKey(expected, columns))
  return [
    { message: `The table ${name} does not exist`, fix: await createTable(dialect, query, expected) },
    ...indexes.map(({ columns, where }) => ({
      message: `The table ${name} needs a unique index over ${columns.join(", ")}`,
      fix: createIndex(dialect, expected.table, columns, where),
    })),
  ]
}

const isPrimaryKey = ({ primaryKey }: ExpectedTable, columns: ReadonlyArray<string>) =>
  columns.length === primaryKey.length && primaryKey.every(({ sql }) => columns.includes(sql))

const constantColumns = ({ contacts }: Tables) => contacts.constants.map(({ column }) => column.name)

/** Only you know the type of a column that holds a constant. */
const missingConstants = (
  { table }: ExpectedTable,
  found: ReadonlyArray<FoundColumn>,
  constants: ReadonlyArray<string>,
): ReadonlyArray<TableProblem> =>
  constants
    .filter((column) => !found.some(({ name }) => name === column))
    .map((column) => ({
      message: `The column ${table.name}.${column}, which gets a constant of the mapping, does not exist: add it`,
      fix: null,
    }))

/** Columns that must have a value and get none. */
const unfilledColumns = (
  { table, columns, inserted }: ExpectedTable,
  found: ReadonlyArray<FoundColumn>,
  constants: ReadonlyArray<string>,
): ReadonlyArray<TableProblem> => {
  if (!inserted) return []
  const filled = new Set([...columns.map(({ column }) => column.name), ...constants])
  return found
    .filter(({ name, optional }) => !optional && !filled.has(name))
    .map(({ name }) => ({
      message: `The column ${table.name}.${name} must have a value, but gets none: give it a default or a constant in the mapping`,
      fix: null,
    }))
}
