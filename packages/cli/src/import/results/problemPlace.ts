import type { CsvColumn, StreamedContact } from "@bulk-contacts/core"

/** Where a problem is in the file. */
export interface ProblemPlace {
  /** The name of the column; empty if the file has none for the field. */
  readonly column: string
  /** What the file has there; empty if nothing. */
  readonly value: string
}

const NAMES = ["firstName", "lastName"]

/** Finds the cell, or the property, that a field of a contact was read from. */
export const placeOf = (row: StreamedContact, field: string, columns: ReadonlyArray<CsvColumn>): ProblemPlace => {
  const { cells = [] } = row
  const from = (target: string) => columns.findIndex((column, i) => column.target === target && hasText(cells[i]))
  const own = from(field)
  const i = own === -1 && NAMES.includes(field) ? from("fullName") : own
  if (i !== -1) return { column: columns[i]?.name ?? "", value: cells[i] ?? "" }
  const column = columns.find(({ target }) => target === field)?.name ?? ""
  return {
    column,
    value: "contact" in row ? valueIn(row.contact, field) : columns.length === 0 ? (cells[0] ?? "") : "",
  }
}

const hasText = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== ""

const valueIn = (contact: unknown, field: string): string => {
  if (typeof contact !== "object" || contact === null) return contact === null ? "" : String(contact)
  const value: unknown = Object.hasOwn(contact, field) ? contact[field as keyof typeof contact] : undefined
  return value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value)
}
