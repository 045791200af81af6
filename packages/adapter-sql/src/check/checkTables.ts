import type { Dialect, Query } from "../dialects/Dialect.ts"
import type { Tables } from "../mapping/resolveTables.ts"
import type { FoundColumn } from "./Catalog.ts"
import { addColumn, createIndex, createTable } from "./definitions.ts"
import { type ExpectedColumn, type ExpectedTable, expectedTables } from "./expectedTables.ts"

/** What is wrong with a table, or missing. */
export interface TableProblem {
  /** What is wrong, where, and why it matters. */
  readonly message: string
  /** The SQL that fixes it, if one statement does; null if there is something to decide. */
  readonly fix: string | null
}

/** Compares the tables with what the statements of the store need. */
export const checkTables = async (
  dialect: Dialect,
  query: Query,
  tables: Tables,
): Promise<ReadonlyArray<TableProblem>> => {
  const problems: Array<TableProblem> = []
  for (const expected of expectedTables(tables)) {
    const found = await dialect.catalog.columns(query, expected.table)
    problems.push(
      ...(found.length === 0
        ? await missingTable(dialect, query, expected)
        : [
            ...(await columnProblems(dialect, query, expected, found)),
            ...unfilledColumns(expected, found, tables),
            ...(await indexProblems(dialect, query, expected, found)),
          ]),
    )
  }
  return problems
}

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

const columnProblems = async (
  dialect: Dialect,
  query: Query,
  { table, columns }: ExpectedTable,
  found: ReadonlyArray<FoundColumn>,
) => {
  const { catalog } = dialect
  const problems: Array<TableProblem> = []
  for (const expected of columns) {
    const { column, kind, maxLength, isCompared = false } = expected
    const path = `${table.name}.${column.name}`
    const one = found.find(({ name }) => name === column.name)
    if (one === undefined) {
      problems.push({
        message: `The column ${path} does not exist`,
        fix: await addColumn(dialect, query, table, expected),
      })
      continue
    }
    // A column that refers to a key holds what that key holds.
    if (expected.refersTo !== undefined) continue
    const change = catalog.changeType(table, expected, one)
    if (!catalog.fits(kind, one.type))
      problems.push({
        message: `The column ${path} is ${one.type}, which cannot hold ${purpose(expected)}`,
        fix: change,
      })
    else if (one.maxLength !== null && one.maxLength < maxLength)
      problems.push({
        message: `The column ${path} holds ${one.maxLength} characters, but its values may have ${maxLength}`,
        fix: change,
      })
    else if (one.inexact && isCompared)
      problems.push({
        message: `The collation of ${path} treats different values as equal: contacts would be lost, and ids found that do not exist`,
        fix: change,
      })
  }
  return problems
}

const purpose = ({ kind }: ExpectedColumn): string =>
  ({
    time: "the exact time of an event",
    json: "any JSON",
    array: "a list",
    uuid: "a UUID",
    integer: "integers",
    boolean: "true or false",
    deletion: "the time of a deletion",
    text: "text",
    ascii: "text",
    email: "an email address",
    key: "a key",
  })[kind]

/** Columns that must have a value and get none. */
const unfilledColumns = (
  { table, columns, inserted }: ExpectedTable,
  found: ReadonlyArray<FoundColumn>,
  { contacts }: Tables,
): ReadonlyArray<TableProblem> => {
  if (!inserted) return []
  const constants = table.sql === contacts.table.sql ? contacts.constants.map(({ column }) => column.name) : []
  const filled = new Set([...columns.map(({ column }) => column.name), ...constants])
  return found
    .filter(({ name, optional }) => !optional && !filled.has(name))
    .map(({ name }) => ({
      message: `The column ${table.name}.${name} must have a value, but gets none: give it a default or a constant in the mapping`,
      fix: null,
    }))
}

const indexProblems = async (
  dialect: Dialect,
  query: Query,
  { table, columns, unique, inserted }: ExpectedTable,
  found: ReadonlyArray<FoundColumn>,
) => {
  // A missing column has been reported.
  if (!columns.every(({ column }) => found.some(({ name }) => name === column.name))) return []
  const problems: Array<TableProblem> = []
  for (const { columns, where } of unique) {
    const rows = where === null ? "" : ` of the rows where ${where}`
    if (!(await dialect.catalog.isUnique(query, table, columns, where)))
      problems.push({
        message: `The table ${table.name} needs a unique index over ${columns.join(", ")}${rows}: without it, an email or id may occur twice`,
        fix: createIndex(dialect, table, columns, where),
      })
    else if (inserted && where !== null && (await dialect.catalog.isUnique(query, table, columns, null)))
      problems.push({
        message: `The unique index of ${table.name} over ${columns.join(", ")} must not cover deleted rows, because they do not occupy their email: replace it`,
        fix: createIndex(dialect, table, columns, where),
      })
  }
  return problems
}
