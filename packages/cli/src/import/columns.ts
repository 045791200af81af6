import { CustomerContactDto } from "@bulk-contacts/adapter-http"
import type { Problem } from "@bulk-contacts/core"

/** A column of a CSV file and the contact field that it contains. */
export interface ColumnMatch {
  readonly column: string
  /** Undefined if the column is not a contact field. */
  readonly field: string | undefined
}

/** Names under which other programs export a field. Each has only one meaning. */
const synonyms: Readonly<Record<string, ReadonlyArray<string>>> = {
  email: ["Email Address"],
  firstName: ["Given Name", "Forename"],
  lastName: ["Surname", "Family Name"],
  phoneNumber: ["Phone", "Telephone", "Mobile", "Mobile Phone", "Mobile Number"],
  avatarUrl: ["Avatar"],
  accountIds: ["Account", "Account ID", "Accounts"],
  customFieldValues: ["Custom Fields"],
}

/** Ignores case, white space, underscores and hyphens. */
const fold = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, "")

const fieldsByName: ReadonlyMap<string, string> = new Map(
  Object.keys(CustomerContactDto.fields).flatMap((field) =>
    [field, ...(synonyms[field] ?? [])].map((name) => [fold(name), field] as const),
  ),
)

/** Finds the field of each column. */
export const matchColumns = (columns: ReadonlyArray<string>): ReadonlyArray<ColumnMatch> =>
  columns.map((column) => ({ column, field: fieldsByName.get(fold(column)) }))

/** Why the columns cannot be read: one is not a field, two are the same field, or there is no email column. */
export const problemsOfColumns = (matches: ReadonlyArray<ColumnMatch>, line: number): ReadonlyArray<Problem> => {
  const [only = ""] = matches.length === 1 ? matches.map(({ column }) => column) : []
  if (/[;\t]/.test(only)) {
    return [{ line, field: only, code: "invalid_csv", message: "has only one column: separate columns with commas" }]
  }
  const problems: Array<Problem> = []
  const columnByField = new Map<string, string>()
  for (const [i, { column, field }] of matches.entries()) {
    const twin = field === undefined ? undefined : columnByField.get(field)
    if (column.trim() === "") {
      problems.push({ line, field: `column ${i + 1}`, code: "unknown_property", message: "has no name" })
    } else if (field === undefined) {
      problems.push({ line, field: column, code: "unknown_property", message: "is not a contact field" })
    } else if (twin !== undefined) {
      problems.push({
        line,
        field: column,
        code: "duplicate_column",
        message: `is the same field as ${twin} (${field})`,
      })
    } else columnByField.set(field, column)
  }
  if (!columnByField.has("email")) {
    problems.push({ line, field: "email", code: "required", message: "column is required" })
  }
  return problems
}
