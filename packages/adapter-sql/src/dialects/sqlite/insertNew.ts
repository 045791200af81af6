import type { NewContact } from "@bulk-contacts/core/promise"
import { literal } from "../../mapping/literals.ts"
import { jsonFields, plainFields, type Tables } from "../../mapping/resolveTables.ts"
import { checkForeignKey } from "../checkForeignKey.ts"
import type { Dialect } from "../Dialect.ts"
import { onEmailConflict } from "../emailIndex.ts"
import type { Parameters } from "../Parameters.ts"
import { insertLinks } from "./insertLinks.ts"
import { idParameter, makeParameters } from "./parameters.ts"
import { referredRows } from "./references.ts"

/** Inserts the contacts in one statement, and the links of those that were new in another. A set is one JSON parameter. */
export const insertNew: Dialect["insertNew"] = async (query, tables, organizationId, contacts) => {
  checkForeignKey(tables, contacts)
  const { table, id } = tables.contacts
  const parameters = makeParameters()
  const input = new Input()
  const columns = columnsOf(tables, organizationId, parameters, input)
  const rows = parameters.add(JSON.stringify(contacts.map((contact) => input.row(contact))))
  const created = await query(
    `insert into ${table.sql} (${columns.map(([column]) => column).join(", ")})
    select ${columns.map(([, value]) => value).join(", ")}
    from json_each(${rows}) as input where true
    ${onEmailConflict(tables)}
    returning cast(${id.sql} as text) as id`,
    parameters,
  )
  const ids = new Set(created.map((row) => row["id"]))
  await insertLinks(
    query,
    tables,
    organizationId,
    contacts.filter(({ id }) => ids.has(id)),
  )
  return created.length
}

/** What the JSON parameter has of each contact: an array. */
class Input {
  readonly #values: Array<(contact: NewContact) => unknown> = []

  /** Adds a value and returns it as SQL. */
  text(value: (contact: NewContact) => string | null): string {
    return `input.value ->> ${this.#values.push(value) - 1}`
  }

  /** Adds a list and returns it as SQL. */
  list(value: (contact: NewContact) => ReadonlyArray<string>): string {
    return `input.value -> ${this.#values.push(value) - 1}`
  }

  row(contact: NewContact): ReadonlyArray<unknown> {
    return this.#values.map((value) => value(contact))
  }
}

/** The columns of a contact with their values as SQL, which add to the parameters in their order. */
const columnsOf = (
  { tenant, accounts, contactTypes, contacts: { id, email, fields, importId, constants } }: Tables,
  organizationId: string,
  parameters: Parameters,
  input: Input,
): ReadonlyArray<readonly [column: string, value: string]> => {
  const contactType = (): string => {
    if ("constant" in contactTypes) return literal("contactTypes", contactTypes.constant)
    const named = input.text((contact) => contact.contactType)
    const types = referredRows(parameters, contactTypes, organizationId, named)
    return `(select referred.${contactTypes.key.sql} from (select 1) join ${types})`
  }
  const links = (): ReadonlyArray<readonly [string, string]> => {
    if (accounts === null || accounts.links.kind === "link") return []
    const named = `json_each(${input.list((contact) => contact.accountIds)}) as named`
    const referred = referredRows(parameters, accounts, organizationId, "named.value")
    const keys = `select referred.${accounts.key.sql} as account_key from ${named} join ${referred} order by named.key`
    const list = `(select json_group_array(account_key) from (${keys}))`
    return [[accounts.links.column.sql, accounts.links.kind === "array" ? list : `(${keys})`]]
  }
  const createdAt = () => input.text((contact) => contact.createdAt.toISOString())
  return [
    ...(tenant === null ? [] : [[tenant.sql, idParameter(parameters, organizationId, tenant.type)] as const]),
    [id.sql, input.text((contact) => contact.id)],
    [email.sql, input.text((contact) => contact.email)],
    ...(importId === null ? [] : [[importId.sql, input.text((contact) => contact.importId)] as const]),
    ...plainFields.flatMap((field) => {
      const column = fields[field]
      return column === null ? [] : [[column.sql, input.text((contact) => contact[field])] as const]
    }),
    // As text, because SQLite would write it in another way.
    ...jsonFields.flatMap((field) => {
      const column = fields[field]
      return column === null ? [] : [[column.sql, input.text((contact) => json(contact[field]))] as const]
    }),
    ...(fields.createdAt === null ? [] : [[fields.createdAt.sql, createdAt()] as const]),
    ...(fields.updatedAt === null ? [] : [[fields.updatedAt.sql, createdAt()] as const]),
    ...(fields.contactType === null ? [] : [[fields.contactType.sql, contactType()] as const]),
    ...links(),
    ...constants.map(({ column, literal }) => [column.sql, literal] as const),
  ]
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))
