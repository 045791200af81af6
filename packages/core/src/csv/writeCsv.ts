import type { ListedContact } from "../ports/ContactReader.ts"
import { exportColumns } from "./columns/exportColumns.ts"
import { guardFormula } from "./rows/formulaGuard.ts"

/**
 * A row of a CSV file (RFC 4180), with any separator. White space before a quote is lost when a file is read, so a cell that
 * begins with it is quoted too.
 */
export const csvRow = (cells: ReadonlyArray<string>, separator = ","): string =>
  `${cells.map((cell) => quote(cell, separator)).join(separator)}\r\n`

const quote = (cell: string, separator: string): string =>
  cell.includes(separator) || /^\s|["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** How the CSV export begins: with a byte order mark, so that spreadsheets read it as UTF-8, and the header. */
export const exportHeader = `\uFEFF${csvRow(exportColumns)}`

/** A contact as a row of the CSV export. Imported again, it gives a contact with the same values. */
export const exportRow = (contact: ListedContact): string =>
  csvRow(exportColumns.map((column) => guardFormula(textOf(contact[column]))))

const textOf = (value: ListedContact[keyof ListedContact]): string => {
  if (value === null) return ""
  if (value instanceof Date) return value.toISOString()
  return typeof value === "string" ? value : JSON.stringify(value)
}
