import type { DividedRow } from "@bulk-contacts/core"

/** Contacts that have properties instead of columns, as a table. */
export interface JsonTable {
  readonly names: ReadonlyArray<string>
  readonly rows: ReadonlyArray<DividedRow>
}

/** Fields whose text is JSON in a table too. */
const jsonFields = new Set(["accountIds", "customFieldValues", "metadata"])

/** Puts the properties of contacts into columns: the properties of the contacts, in the order in which they first appear. */
export const toTable = (contacts: ReadonlyArray<{ readonly line: number; readonly value: unknown }>): JsonTable => {
  const columns = new Map<string, number>([["email", 0]])
  const rows = contacts.map(({ line, value }) => toRow(line, value, columns))
  return { names: [...columns.keys()], rows }
}

const toRow = (line: number, value: unknown, columns: Map<string, number>): DividedRow => {
  const contact = typeof value === "string" ? parseText(value) : value
  if (typeof contact === "string") return { line, cells: [contact] }
  if (typeof contact !== "object" || contact === null || Array.isArray(contact)) {
    const problem = { code: "wrong_type", message: "must be a string or an object" } as const
    return { line, cells: [JSON.stringify(contact)], problem }
  }
  const cells: Array<string> = []
  const problems = new Map<number, NonNullable<DividedRow["problem"]>>()
  for (const [name, property] of Object.entries(contact)) {
    if (property === null || property === undefined) continue
    const column = columns.get(name) ?? columns.size
    columns.set(name, column)
    while (cells.length < column) cells.push("")
    const isText = typeof property === "string"
    cells[column] = isText ? property : JSON.stringify(property)
    if (!isText && !jsonFields.has(name)) problems.set(column, { code: "wrong_type", message: "must be a string" })
  }
  return { line, cells: cells.length === 0 ? [""] : cells, ...(problems.size > 0 && { problems }) }
}

/** A contact may be the text of an object. */
const parseText = (text: string): unknown => {
  if (!/^\s*\{\s*"/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
