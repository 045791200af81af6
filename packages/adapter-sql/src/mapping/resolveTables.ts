import { checkColumns } from "./checkColumns.ts"
import { checkMapping } from "./checkMapping.ts"
import { checkName, type Quote } from "./identifiers.ts"
import type { IdType } from "./ids.ts"
import { literal } from "./literals.ts"
import type { AccountLinks, ContactsTable, IdColumn, SqlTables } from "./SqlTables.ts"

/** The name of a column or table, as it is and as SQL. */
export interface Name {
  readonly name: string
  readonly sql: string
}

export interface IdName extends Name {
  readonly type: IdType
}

/** A table of accounts or contact types. */
export interface References {
  readonly table: Name
  readonly tenant: IdName | null
  readonly id: IdName
  readonly key: Name
  readonly deletedAt: Name | null
}

export interface Link {
  readonly table: Name
  readonly contact: Name
  readonly account: Name
  readonly tenant: Name | null
}

type Links =
  | { readonly kind: "link"; readonly link: Link }
  | { readonly kind: "array" | "foreignKey"; readonly column: Name }

/** The fields that are stored as they are. */
export const plainFields = ["firstName", "lastName", "phoneNumber", "avatarUrl", "source"] as const
export const jsonFields = ["customFieldValues", "metadata"] as const
const fields = [...plainFields, "contactType", ...jsonFields, "createdAt"] as const
type Field = (typeof fields)[number] | "updatedAt"

export interface Contacts {
  readonly table: Name
  readonly id: Name
  readonly key: Name
  readonly email: Name
  readonly emailIgnoresCase: boolean
  readonly activeEmail: Name | null
  readonly fields: { readonly [field in Field]: Name | null }
  readonly deletedAt: Name | null
  readonly importId: IdName | null
  readonly constants: ReadonlyArray<{ readonly column: Name; readonly literal: string }>
}

export interface Idempotency {
  readonly table: Name
  readonly key: Name
  readonly fingerprint: Name
  readonly result: Name
  readonly createdAt: Name
}

const importColumns = [
  "name",
  "source",
  "idempotencyKey",
  "total",
  "created",
  "skipped",
  "invalid",
  "remaining",
  "createdAt",
  "undoneAt",
] as const

export type Imports = { readonly [column in (typeof importColumns)[number]]: Name } & {
  readonly table: Name
  readonly id: IdName
}

/** What a contact says about its import: which one it is, and whether the contact was deleted. */
export interface ContactImport {
  readonly column: IdName
  readonly deletedAt: Name
}

/** A mapping whose names are checked and quoted. */
export interface Tables {
  /** The tenant's column, or the only organization. */
  readonly tenant: IdName | null
  readonly organization: string | null
  readonly contacts: Contacts
  readonly accounts: (References & { readonly links: Links }) | null
  readonly contactTypes: (References & { readonly isDefault: Name | null }) | { readonly constant: string }
  readonly idempotency: Idempotency | null
  readonly imports: Imports | null
}

/** Throws a `TypeError` that says what is wrong with the mapping, and where. */
export const resolveTables = (mapping: SqlTables, quote: Quote): Tables => {
  checkMapping(mapping)
  const tables = resolveNames(mapping, quote)
  checkColumns(tables)
  return tables
}

const resolveNames = (tables: SqlTables, quote: Quote): Tables => {
  const nameAt = (path: string, name: unknown): Name => {
    const checked = checkName(path, name)
    return { name: checked, sql: quote(checked) }
  }
  const maybe = (path: string, name: string | null | undefined): Name | null =>
    name === undefined || name === null ? null : nameAt(path, name)
  const tableAt = (path: string, name: unknown): Name => {
    const checked = checkName(path, name)
    const parts = checked.split(".").map((part) => checkName(path, part))
    if (parts.length > 2) throw new TypeError(`${path} must be a table or schema.table`)
    return { name: checked, sql: parts.map(quote).join(".") }
  }
  const idAt = (path: string, given: IdColumn): IdName => {
    const { column, type } =
      typeof given === "object" && given !== null ? given : { column: given, type: "text" as const }
    if (!["text", "integer", "uuid"].includes(type)) throw new TypeError(`${path}.type must be text, integer or uuid`)
    return { ...nameAt(path, column), type }
  }

  const uuidAt = (path: string, given: IdColumn): IdName => {
    const id = idAt(path, given)
    if (id.type === "integer") throw new TypeError(`${path}.type must be text or uuid`)
    return id
  }

  const { tenant: given, contacts, accounts, contactTypes, idempotency, imports } = tables
  const single = typeof given === "object" && given !== null && "organization" in given
  const tenant = single ? null : idAt("tenant", given)
  const references = (
    path: string,
    { table, id, key, deletedAt }: { table: string; id: IdColumn; key?: string; deletedAt?: string },
  ) => {
    const name = idAt(`${path}.id`, id)
    return {
      table: tableAt(`${path}.table`, table),
      tenant,
      id: name,
      key: key === undefined ? name : nameAt(`${path}.key`, key),
      deletedAt: maybe(`${path}.deletedAt`, deletedAt),
    }
  }
  const linksOf = (links: AccountLinks): Links => {
    if ("array" in links) return { kind: "array", column: nameAt("accounts.contacts.array", links.array) }
    if ("foreignKey" in links)
      return { kind: "foreignKey", column: nameAt("accounts.contacts.foreignKey", links.foreignKey) }
    return {
      kind: "link",
      link: {
        table: tableAt("accounts.contacts.link", links.link),
        contact: nameAt("accounts.contacts.contact", links.contact),
        account: nameAt("accounts.contacts.account", links.account),
        tenant: maybe("accounts.contacts.tenant", links.tenant),
      },
    }
  }
  const contactsTable = (): Contacts => {
    const id = nameAt("contacts.id", contacts.id)
    return {
      table: tableAt("contacts.table", contacts.table),
      id,
      key: contacts.key === undefined ? id : nameAt("contacts.key", contacts.key),
      email: nameAt("contacts.email", contacts.email),
      emailIgnoresCase: contacts.emailIgnoresCase ?? false,
      activeEmail: maybe("contacts.activeEmail", contacts.activeEmail),
      fields: fieldsOf(contacts, maybe),
      deletedAt: maybe("contacts.deletedAt", contacts.deletedAt),
      importId: contacts.importId === undefined ? null : uuidAt("contacts.importId", contacts.importId),
      constants: Object.entries(contacts.constants ?? {}).map(([column, value]) => ({
        column: nameAt("contacts.constants", column),
        literal: literal(`contacts.constants.${column}`, value),
      })),
    }
  }

  return {
    tenant,
    organization: single ? checkOrganization(given.organization) : null,
    contacts: contactsTable(),
    accounts:
      accounts === undefined ? null : { ...references("accounts", accounts), links: linksOf(accounts.contacts) },
    contactTypes:
      "constant" in contactTypes
        ? { constant: checkConstant(contactTypes.constant) }
        : {
            ...references("contactTypes", contactTypes),
            ...(contactTypes.shared === true && { tenant: null }),
            isDefault: maybe("contactTypes.isDefault", contactTypes.isDefault),
          },
    idempotency:
      idempotency === undefined
        ? null
        : {
            table: tableAt("idempotency.table", idempotency.table),
            key: nameAt("idempotency.key", idempotency.key),
            fingerprint: nameAt("idempotency.fingerprint", idempotency.fingerprint),
            result: nameAt("idempotency.result", idempotency.result),
            createdAt: nameAt("idempotency.createdAt", idempotency.createdAt),
          },
    imports:
      imports === undefined
        ? null
        : {
            table: tableAt("imports.table", imports.table),
            id: uuidAt("imports.id", imports.id),
            ...(Object.fromEntries(
              importColumns.map((column) => [column, nameAt(`imports.${column}`, imports[column])]),
            ) as { readonly [column in (typeof importColumns)[number]]: Name }),
          },
  }
}

/** A program without a compiler may forget a field: its values would be lost without anybody having decided it. */
const fieldsOf = (
  contacts: ContactsTable,
  maybe: (path: string, name: string | null | undefined) => Name | null,
): Contacts["fields"] => {
  for (const field of fields)
    if (contacts[field] === undefined)
      throw new TypeError(`contacts.${field} must be the name of a column, or null if it should not be stored`)
  const entries = [...fields, "updatedAt" as const].map((field) => [field, maybe(`contacts.${field}`, contacts[field])])
  return Object.fromEntries(entries)
}

const checkOrganization = (id: unknown): string => {
  if (typeof id !== "string") throw new TypeError("tenant.organization must be the id of the only organization")
  return id
}

const checkConstant = (type: unknown): string => {
  if (typeof type !== "string" || type === "") throw new TypeError("contactTypes.constant must be a contact type")
  literal("contactTypes.constant", type)
  return type
}
