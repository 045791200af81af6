import type { CsvColumn, NormalizedContact } from "@bulk-contacts/core"
import type { CellView, ValueProblem } from "../../protocol.ts"
import type { ReadRow } from "./ContactReader.ts"
import { columnOf } from "./columnOf.ts"

/** The cells of a row, each with what will be stored if that is something else, and the problems that no cell has. */
export const viewCells = (
  original: ReadonlyArray<string>,
  read: ReadRow,
  columns: ReadonlyArray<CsvColumn>,
): { readonly cells: ReadonlyArray<CellView>; readonly problems: ReadonlyArray<ValueProblem> } => {
  const byColumn = new Map<number, ReadonlyArray<ValueProblem>>()
  for (const { field, code, message } of read.problems) {
    const column = columnOf(field, read, columns)
    byColumn.set(column, [...(byColumn.get(column) ?? []), { field, code, message }])
  }
  const cells = columns.map((column, i): CellView => {
    const before = original[i] ?? ""
    const now = read.cells[i] ?? ""
    const problems = byColumn.get(i)
    const stored = problems === undefined && read.contact !== null ? storedText(column, i, now, read, columns) : now
    return {
      original: before,
      ...(now !== before && { changed: now }),
      ...(stored !== undefined && stored !== now && { stored }),
      ...(stored === undefined && now !== "" && { isUnused: true }),
      ...(problems !== undefined && { problems }),
    }
  })
  return { cells, problems: byColumn.get(-1) ?? [] }
}

/** What is stored of a cell; undefined if it is not used. */
const storedText = (
  { target }: CsvColumn,
  i: number,
  cell: string,
  { cells, contact }: ReadRow,
  columns: ReadonlyArray<CsvColumn>,
): string | undefined => {
  if (contact === null || target === null) return undefined
  if (cell.trim() === "") return ""
  if (target.startsWith("metadata.")) return cell
  const { firstName, lastName } = contact
  if (target === "fullName") {
    const fullName = [firstName, lastName].filter((name) => name !== null).join(" ")
    const isUsed = !columns.some(
      (other, j) => (other.target === "firstName" || other.target === "lastName") && (cells[j] ?? "").trim() !== "",
    )
    return isUsed ? fullName : undefined
  }
  const first = columns.findIndex((other, j) => other.target === target && (cells[j] ?? "").trim() !== "")
  if (first !== i) return undefined
  const value = contact[target as keyof NormalizedContact]
  if (typeof value === "string") return value
  if (value === null || value === undefined) return ""
  if (target === "accountIds" && Array.isArray(value) && value.length === 1) return String(value[0])
  const text = JSON.stringify(value)
  return isSameJson(cell, text) ? cell : text
}

const isSameJson = (cell: string, text: string): boolean => {
  try {
    return JSON.stringify(JSON.parse(cell)) === text
  } catch {
    return false
  }
}
