import type { CsvColumn } from "@bulk-contacts/core"
import type { ReadRow } from "./ContactReader.ts"

const NAMES = ["firstName", "lastName"]

const isFilled = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== ""

/** The column that a field of a contact was read from; -1 if the file has none for it. */
export const columnOf = (
  field: string,
  { cells, item }: Pick<ReadRow, "cells" | "item">,
  columns: ReadonlyArray<CsvColumn>,
): number => {
  if (field === "contacts") return "problem" in item ? columnInMessage(item.problem.message, cells, columns) : -1
  const from = (target: string) => columns.findIndex((column, i) => column.target === target && isFilled(cells[i]))
  const own = from(field)
  if (own !== -1) return own
  const fullName = NAMES.includes(field) ? from("fullName") : -1
  return fullName === -1 ? columns.findIndex(({ target }) => target === field) : fullName
}

/** The message of a cell of a workbook that shows an error has the address of the cell. */
const columnInMessage = (message: string, cells: ReadonlyArray<string>, columns: ReadonlyArray<CsvColumn>): number => {
  const letters = /\bcell ([A-Z]{1,3})\d+\b/.exec(message)?.[1]
  if (letters === undefined) return -1
  const column = [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1
  return column < Math.max(cells.length, columns.length) ? column : -1
}
