import { emailIndex, emailIndexRows } from "../dialects/emailIndex.ts"
import type { IdType } from "../mapping/ids.ts"
import type { IdName, Link, Name, References, Tables } from "../mapping/resolveTables.ts"
import type { ColumnKind } from "./Catalog.ts"

/** A column that the mapping names. */
export interface ExpectedColumn {
  readonly column: Name
  readonly kind: ColumnKind
  /** The longest value, in characters. */
  readonly maxLength: number
  readonly required: boolean
  /** Whether values are compared with each other. */
  readonly isCompared?: boolean
  /** How the mapping says that its ids are written. */
  readonly idType?: IdType
  /** Whether its values are ids of your program: one that is too long for the column does not exist. */
  readonly isLookedUp?: boolean
  /** The expression from which the database generates it. */
  readonly generatedAs?: string
  /** The key to which it refers: it has that key's type. */
  readonly refersTo?: { readonly table: Name; readonly key: Name; readonly kind: ColumnKind }
}

interface UniqueIndex {
  /** Columns or expressions. */
  readonly columns: ReadonlyArray<string>
  /** The rows that it covers: those that are not deleted. Null: all. */
  readonly where: string | null
}

/** A unique index that refuses contacts whose email is free. */
interface ForbiddenIndex extends UniqueIndex {
  readonly reason: string
}

/** A table that the mapping names. */
export interface ExpectedTable {
  readonly table: Name
  readonly columns: ReadonlyArray<ExpectedColumn>
  /** Its primary key if it is created. */
  readonly primaryKey: ReadonlyArray<Name>
  readonly unique: ReadonlyArray<UniqueIndex>
  readonly notUnique: ReadonlyArray<ForbiddenIndex>
  /** Whether the store inserts rows. */
  readonly inserted: boolean
}

const ID_LENGTH = 255

/** The longest id of a type, in characters; 0 if it is not text. */
const idLength = (type: IdType): number => ({ text: ID_LENGTH, uuid: 36, integer: 0 })[type]

/** What the tables must be like, with referenced tables first. */
export const expectedTables = (tables: Tables): ReadonlyArray<ExpectedTable> => {
  const { accounts, contactTypes, idempotency, imports } = tables
  return [
    ...(accounts === null ? [] : [referenceTable(accounts, [])]),
    ...("constant" in contactTypes ? [] : [referenceTable(contactTypes, defaultColumn(contactTypes.isDefault))]),
    contactsTable(tables),
    ...(accounts?.links.kind === "link" ? [linkTable(tables, accounts, accounts.links.link)] : []),
    ...(idempotency === null ? [] : [idempotencyTable(tables.tenant, idempotency)]),
    ...(imports === null ? [] : [importsTable(tables.tenant, imports)]),
  ]
}

const column = (column: Name, kind: ColumnKind, maxLength: number, required: boolean): ExpectedColumn => ({
  column,
  kind,
  maxLength,
  required,
})

const optional = (name: Name | null, kind: ColumnKind, maxLength = 0) =>
  name === null ? [] : [column(name, kind, maxLength, false)]

/** A column that holds ids which only your program makes. */
const lookedUp = (id: Name, idType: IdType): ExpectedColumn => ({
  ...column(id, idType, idLength(idType), true),
  idType,
  isCompared: true,
  isLookedUp: true,
})

const tenantColumn = (tenant: IdName | null) => (tenant === null ? [] : [lookedUp(tenant, tenant.type)])

const defaultColumn = (isDefault: Name | null) => (isDefault === null ? [] : [column(isDefault, "boolean", 0, true)])

const keyColumn = (id: Name, key: Name) => (key.sql === id.sql ? [] : [column(key, "key", 0, true)])

const keyOf = ({ table, id, key }: References) => ({
  table,
  key,
  kind: key.sql === id.sql ? id.type : ("key" as const),
})

const referenceTable = (
  { table, tenant, id, key, deletedAt }: References,
  others: ReadonlyArray<ExpectedColumn>,
): ExpectedTable => {
  const unique = [...(tenant === null ? [] : [tenant]), id]
  return {
    table,
    columns: [
      ...keyColumn(id, key),
      ...tenantColumn(tenant),
      lookedUp(id, id.type),
      ...others,
      ...optional(deletedAt, "deletion"),
    ],
    primaryKey: key.sql === id.sql ? unique : [key],
    unique: [{ columns: unique.map(({ sql }) => sql), where: deletedAt === null ? null : `${deletedAt.sql} is null` }],
    notUnique: [],
    inserted: false,
  }
}

const contactsTable = (tables: Tables): ExpectedTable => {
  const { tenant, accounts, contactTypes } = tables
  const { table, id, key, email, emailIgnoresCase, activeEmail, fields, deletedAt, importId } = tables.contacts
  const contactType = (): ReadonlyArray<ExpectedColumn> => {
    if (fields.contactType === null) return []
    if ("constant" in contactTypes) return [column(fields.contactType, "text", contactTypes.constant.length, true)]
    return [{ ...column(fields.contactType, "text", ID_LENGTH, true), refersTo: keyOf(contactTypes) }]
  }
  const links = (): ReadonlyArray<ExpectedColumn> => {
    if (accounts === null || accounts.links.kind === "link") return []
    if (accounts.links.kind === "array")
      return [{ ...column(accounts.links.column, "array", 0, true), refersTo: keyOf(accounts) }]
    return [{ ...column(accounts.links.column, "text", ID_LENGTH, false), refersTo: keyOf(accounts) }]
  }
  return {
    table,
    columns: [
      ...keyColumn(id, key),
      column(id, "uuid", 36, true),
      ...tenantColumn(tenant),
      { ...column(email, "email", 254, true), isCompared: activeEmail === null },
      ...(fields.firstName === null ? [] : [column(fields.firstName, "text", 255, true)]),
      ...optional(fields.lastName, "text", 255),
      ...optional(fields.phoneNumber, "ascii", 16),
      ...optional(fields.avatarUrl, "text", 2048),
      ...optional(fields.source, "text", 255),
      ...contactType(),
      ...links(),
      ...optional(fields.customFieldValues, "json"),
      ...optional(fields.metadata, "json"),
      ...(fields.createdAt === null ? [] : [column(fields.createdAt, "time", 0, true)]),
      ...(fields.updatedAt === null ? [] : [column(fields.updatedAt, "time", 0, true)]),
      ...optional(deletedAt, "deletion"),
      ...(importId === null ? [] : [{ ...column(importId, importId.type, 36, false), idType: importId.type }]),
      ...(activeEmail === null ? [] : [activeEmailColumn(activeEmail, email, emailIgnoresCase, deletedAt)]),
    ],
    primaryKey: [key],
    unique: [
      { columns: emailIndex(tables), where: emailIndexRows(tables) },
      ...(key.sql === id.sql ? [] : [{ columns: [id.sql], where: null }]),
    ],
    notUnique: forbiddenIndexes(tables),
    inserted: true,
  }
}

/** What may be left of an index from before contacts were soft-deleted, or belonged to organizations. */
const forbiddenIndexes = (tables: Tables): ReadonlyArray<ForbiddenIndex> => {
  const { tenant, contacts } = tables
  const { email, activeEmail, deletedAt } = contacts
  const emails = [email.sql, `lower(${email.sql})`]
  if (tenant === null)
    return deletedAt === null ? [] : emails.map((one) => ({ columns: [one], where: null, reason: COVERS_DELETED }))
  const current = deletedAt === null ? null : `${deletedAt.sql} is null`
  return [
    ...emails.map((one) => ({ columns: [one], where: current, reason: LACKS_TENANT })),
    ...(activeEmail === null ? [] : [{ columns: [activeEmail.sql], where: null, reason: LACKS_TENANT }]),
    ...(deletedAt === null
      ? []
      : emails.map((one) => ({ columns: [tenant.sql, one], where: null, reason: COVERS_DELETED }))),
  ]
}

const COVERS_DELETED = "must not cover deleted rows, because they do not occupy their email"
const LACKS_TENANT = "must begin with the tenant, because organizations may have contacts with the same email"

const activeEmailColumn = (
  activeEmail: Name,
  email: Name,
  emailIgnoresCase: boolean,
  deletedAt: Name | null,
): ExpectedColumn => {
  const value = emailIgnoresCase ? `lower(${email.sql})` : email.sql
  return {
    ...column(activeEmail, "email", 254, false),
    isCompared: true,
    generatedAs: deletedAt === null ? value : `case when ${deletedAt.sql} is null then ${value} end`,
  }
}

const linkTable = ({ tenant, contacts }: Tables, accounts: References, link: Link): ExpectedTable => ({
  table: link.table,
  columns: [
    ...(link.tenant === null || tenant === null ? [] : [{ ...lookedUp(link.tenant, tenant.type), isCompared: false }]),
    {
      ...column(link.contact, "uuid", 36, true),
      refersTo: {
        table: contacts.table,
        key: contacts.key,
        kind: contacts.key.sql === contacts.id.sql ? "uuid" : "key",
      },
    },
    { ...column(link.account, "text", ID_LENGTH, true), refersTo: keyOf(accounts) },
  ],
  primaryKey: [link.contact, link.account],
  unique: [],
  notUnique: [],
  inserted: true,
})

const idempotencyTable = (
  tenant: IdName | null,
  { table, key, fingerprint, result, createdAt }: NonNullable<Tables["idempotency"]>,
): ExpectedTable => {
  const unique = [...(tenant === null ? [] : [tenant]), key]
  return {
    table,
    columns: [
      ...tenantColumn(tenant),
      { ...column(key, "text", ID_LENGTH, true), isCompared: true },
      column(fingerprint, "ascii", 64, true),
      column(result, "json", 0, true),
      column(createdAt, "time", 0, true),
    ],
    primaryKey: unique,
    unique: [{ columns: unique.map(({ sql }) => sql), where: null }],
    notUnique: [],
    inserted: true,
  }
}

const importsTable = (tenant: IdName | null, imports: NonNullable<Tables["imports"]>): ExpectedTable => {
  const { table, id, name, source, idempotencyKey, total, created, skipped, invalid, remaining } = imports
  const unique = [...(tenant === null ? [] : [tenant]), id]
  return {
    table,
    columns: [
      ...tenantColumn(tenant),
      { ...column(id, id.type, 36, true), isCompared: true, idType: id.type },
      column(name, "text", 255, true),
      ...optional(source, "text", 255),
      ...optional(idempotencyKey, "text", ID_LENGTH),
      ...[total, created, skipped, remaining].map((count) => column(count, "integer", 0, true)),
      ...optional(invalid, "integer"),
      column(imports.createdAt, "time", 0, true),
      ...optional(imports.undoneAt, "time"),
    ],
    primaryKey: unique,
    unique: [{ columns: unique.map(({ sql }) => sql), where: null }],
    notUnique: [],
    inserted: true,
  }
}
