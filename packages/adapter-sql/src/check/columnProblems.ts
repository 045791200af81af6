import type { Dialect, Query } from "../dialects/Dialect.ts"
import type { ColumnFaults, FoundColumn } from "./Catalog.ts"
import { addColumn } from "./definitions.ts"
import type { ExpectedColumn, ExpectedTable } from "./expectedTables.ts"
import type { TableProblem } from "./TableProblem.ts"

/** What is wrong with the columns of a table that exists. A column has one problem at most, which names all of its faults. */
export const columnProblems = async (
  dialect: Dialect,
  query: Query,
  expected: ExpectedTable,
  found: ReadonlyArray<FoundColumn>,
): Promise<ReadonlyArray<TableProblem>> => {
  const problems: Array<TableProblem> = []
  for (const column of expected.columns) {
    const one = found.find(({ name }) => name === column.column.name)
    const problem =
      one === undefined
        ? {
            message: `The column ${pathOf(expected, column)} does not exist`,
            fix: await addColumn(dialect, query, expected.table, column),
          }
        : (wrongIdType(expected, column, one) ??
          (await faultyColumn(dialect, query, expected, column, one)) ??
          (await zonedTime(dialect, query, expected, column, one)))
    if (problem !== null) problems.push(problem)
  }
  return problems
}

const pathOf = ({ table }: ExpectedTable, { column }: ExpectedColumn) => `${table.name}.${column.name}`

/** A database converts what it compares: as numbers, "1", "01" and "1abc" can be the same organization. */
const wrongIdType = (table: ExpectedTable, expected: ExpectedColumn, { type, idTypes }: FoundColumn) => {
  const { column, kind, idType, refersTo } = expected
  if (refersTo !== undefined) return null
  const path = pathOf(table, expected)
  if (idType === undefined)
    return kind === "uuid" && !idTypes.some((one) => one !== "integer")
      ? { message: `The column ${path} is ${type}, which cannot hold a UUID`, fix: null }
      : null
  if (idTypes.includes(idType)) return null
  const [suitable] = idTypes
  const advice =
    suitable === undefined
      ? "map a column of text, integers or UUIDs"
      : `map it as { column: ${JSON.stringify(column.name)}, type: "${suitable}" }`
  return {
    message: `The column ${path} is ${type}, but the mapping says that its ids are ${idType}: ${advice}, or requests fail or different ids are treated as equal`,
    fix: null,
  }
}

const faultyColumn = async (
  { catalog }: Dialect,
  query: Query,
  table: ExpectedTable,
  expected: ExpectedColumn,
  found: FoundColumn,
): Promise<TableProblem | null> => {
  const { kind, maxLength, isCompared = false, isLookedUp = false, required, generatedAs, refersTo } = expected
  // A column that refers to a key holds what that key holds.
  const refers = refersTo !== undefined
  const loss = refers ? null : catalog.loss(kind, found.type)
  const faults: ColumnFaults = {
    unfit: loss !== null,
    short: !refers && !isLookedUp && found.maxLength !== null && found.maxLength < maxLength,
    inexact: !refers && found.inexact && isCompared,
    notNull: table.inserted && !required && generatedAs === undefined && !found.nullable,
  }
  const parts = [
    ...(loss === null ? [] : [`is ${found.type}, ${loss}`]),
    ...(faults.short ? [`holds ${found.maxLength} characters, but its values may have ${maxLength}`] : []),
    ...(faults.inexact
      ? [
          "has a collation that treats different values as equal: contacts would be lost, and ids found that do not exist",
        ]
      : []),
    ...(faults.notNull ? ["is not null, but has no value in some rows: allow null"] : []),
  ]
  if (parts.length === 0) return null
  return {
    message: `The column ${pathOf(table, expected)} ${parts.join("; it ")}`,
    fix: await catalog.changeColumn(query, table.table, expected, found, faults),
  }
}

const zonedTime = async (
  { catalog }: Dialect,
  query: Query,
  table: ExpectedTable,
  expected: ExpectedColumn,
  { type }: FoundColumn,
): Promise<TableProblem | null> => {
  if (!table.inserted || (expected.kind !== "time" && expected.kind !== "deletion")) return null
  const zone = await catalog.zoneOf(query, type)
  if (zone === null) return null
  return {
    message: `The column ${pathOf(table, expected)} is ${type}, which is converted from the session's time zone, ${zone}, but its values are in UTC: set time_zone = '+00:00' on the runner's connections, or use datetime(3)`,
    fix: null,
  }
}
