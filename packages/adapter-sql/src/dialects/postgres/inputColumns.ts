import type { NewContact } from "@bulk-contacts/core/promise"
import { jsonFields, plainFields, type Tables } from "../../mapping/resolveTables.ts"

/** A value of every contact: its type as a parameter, and the column that stores it, if one does. */
export interface InputColumn {
  readonly name: string
  readonly type: "bigint" | "text" | "uuid"
  readonly column: string | null
  readonly values: ReadonlyArray<string | number | null>
  /** The value as SQL, from the row `input`. */
  readonly sql: string
}

/** What each contact has of its own, and the number of its group. */
export const inputColumns = (
  { contacts: { id, email, fields, importId } }: Tables,
  contacts: ReadonlyArray<NewContact>,
  groupNumbers: ReadonlyArray<number>,
): ReadonlyArray<InputColumn> => {
  const input = (
    name: string,
    type: InputColumn["type"],
    column: string | null,
    value: (contact: NewContact) => string | null,
  ): InputColumn => ({ name, type, column, values: contacts.map(value), sql: `input.${name}` })
  const mapped = <F extends keyof typeof fields>(names: ReadonlyArray<F>) =>
    names.flatMap((field) => (fields[field] === null ? [] : [{ field, column: fields[field].sql }]))

  return [
    { name: "group_number", type: "bigint", column: null, values: groupNumbers, sql: "input.group_number" },
    input("id", "uuid", id.sql, (contact) => contact.id),
    input("email", "text", email.sql, (contact) => contact.email),
    ...(importId === null ? [] : [input("import_id", "uuid", importId.sql, (contact) => contact.importId)]),
    ...mapped(plainFields.filter((field) => field !== "source")).map(({ field, column }) =>
      input(`"${field}"`, "text", column, (contact) => contact[field]),
    ),
    ...mapped(jsonFields).map(({ field, column }) => ({
      ...input(`"${field}"`, "text", column, (contact) => json(contact[field])),
      sql: `input."${field}"::json`,
    })),
  ]
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))
