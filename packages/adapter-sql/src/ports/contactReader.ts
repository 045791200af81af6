import type { ContactFilter, ContactQuery, ContactReaderPort, ListedContact } from "@bulk-contacts/core/promise"
import type { Dialect } from "../dialects/Dialect.ts"
import { emailOf } from "../dialects/emailIndex.ts"
import type { Parameters } from "../dialects/Parameters.ts"
import { canHold } from "../mapping/ids.ts"
import type { Name, References, Tables } from "../mapping/resolveTables.ts"
import type { SqlRow } from "../SqlRunner.ts"
import { accountsOfContacts } from "./accountsOfContacts.ts"
import { currentRows, mayExist, whereAll } from "./conditions.ts"
import type { QueryIn } from "./QueryIn.ts"

/** What no row meets. */
const NEVER = "1 = 0"

/** Reads pages of contacts: by their ids, which are in the order of creation, or by the unique index over the emails. */
export const contactReaderPort = <Tx>(
  dialect: Dialect,
  tables: Tables,
  queryIn: QueryIn<Tx>,
): ContactReaderPort<Tx> => ({
  page: async (tx, organizationId, query) => {
    if (!mayExist(tables, organizationId)) return { contacts: [], next: null }
    if (query.after !== null && !positions[query.sort].test(query.after)) return null
    const parameters = dialect.parameters()
    const sql = pageStatement(dialect, tables, parameters, organizationId, query)
    const rows = await queryIn(tx)(sql, parameters)
    const page = rows.slice(0, query.limit)
    const ids = page.map((row) => String(row["id"]))
    const accounts = await accountsOfContacts(dialect, tables, queryIn(tx), organizationId, ids)
    const last = page.at(-1)
    return {
      contacts: page.map((row) => contactOf(tables, row, accounts.get(String(row["id"])) ?? [])),
      next: rows.length > query.limit && last !== undefined ? String(last["position"]) : null,
    }
  },
})

/** Databases reject other text, or text in other character sets, which no row has. */
const positions = { newest: /^[ -~]+$/, email: /^[^\0\p{Surrogate}]+$/u } as const

const pageStatement = (
  dialect: Dialect,
  tables: Tables,
  parameters: Parameters,
  organizationId: string,
  { filter, sort, after, limit }: ContactQuery,
): string => {
  const { table, id, email, deletedAt, activeEmail, fields } = tables.contacts
  const { contactTypes } = tables
  const isNewest = sort === "newest"
  const value = (name: string, column: Name | null, read = (sql: string) => sql) =>
    column === null ? [] : [`${read(`contact.${column.sql}`)} as ${name}`]
  const typeKey =
    "constant" in contactTypes || fields.contactType === null
      ? []
      : [
          `(select ${dialect.text(`type.${contactTypes.id.sql}`)} from ${contactTypes.table.sql} type
            where type.${contactTypes.key.sql} = contact.${fields.contactType.sql}
            ${ofTenant(dialect, parameters, organizationId, "type", contactTypes)}) as contact_type`,
        ]
  const columns = [
    `${dialect.text(`contact.${id.sql}`)} as id`,
    `${isNewest ? dialect.text(`contact.${id.sql}`) : emailOf(tables.contacts)} as position`,
    `contact.${email.sql} as email`,
    ...value("first_name", fields.firstName),
    ...value("last_name", fields.lastName),
    ...value("phone_number", fields.phoneNumber),
    ...value("avatar_url", fields.avatarUrl),
    ...value("source", fields.source),
    ...value("custom_field_values", fields.customFieldValues, dialect.text),
    ...value("metadata", fields.metadata, dialect.text),
    ...value("created_at", fields.createdAt, dialect.readTime),
    ...value("import_id", tables.contacts.importId, dialect.text),
    ...value("updated_at", fields.updatedAt, dialect.readTime),
    ...typeKey,
  ]
  const conditions = [
    ...currentRows(dialect, parameters, organizationId, tables.tenant, deletedAt),
    ...(activeEmail === null ? [] : [`${activeEmail.sql} is not null`]),
    ...conditionsOf(dialect, tables, parameters, organizationId, filter),
    ...(after === null
      ? []
      : [
          isNewest
            ? dialect.isLess(parameters, `contact.${id.sql}`, after)
            : `${emailOf(tables.contacts)} > ${parameters.add(after)}`,
        ]),
  ]
  return `select ${columns.join(", ")}
    from ${table.sql} contact ${whereAll(conditions)}
    order by ${isNewest ? `contact.${id.sql} desc` : emailOf(tables.contacts)}
    limit ${limit + 1}`
}

const conditionsOf = (
  dialect: Dialect,
  tables: Tables,
  parameters: Parameters,
  organizationId: string,
  { email, accountId, contactType, source, importId, createdAfter, createdBefore }: ContactFilter,
): ReadonlyArray<string> => {
  const { fields } = tables.contacts
  const time = (comparison: string, date: Date | undefined) => {
    if (date === undefined) return []
    const column = fields.createdAt
    return [column === null ? NEVER : `contact.${column.sql} ${comparison} ${dialect.time(parameters, date)}`]
  }
  const conditions: Array<string> = []
  if (email !== undefined) conditions.push(`${emailOf(tables.contacts)} = ${parameters.add(email)}`)
  if (accountId !== undefined) conditions.push(hasAccount(dialect, tables, parameters, organizationId, accountId))
  if (contactType !== undefined) conditions.push(hasType(dialect, tables, parameters, organizationId, contactType))
  if (source !== undefined)
    conditions.push(
      fields.source === null ? NEVER : dialect.isExactly(parameters, `contact.${fields.source.sql}`, source),
    )
  if (importId !== undefined) {
    const column = tables.contacts.importId
    const canBe = column !== null && canHold(column.type, importId)
    conditions.push(canBe ? `contact.${column.sql} = ${dialect.id(parameters, importId, column.type)}` : NEVER)
  }
  return [...conditions, ...time(">=", createdAfter), ...time("<", createdBefore)]
}

const hasAccount = (
  dialect: Dialect,
  { accounts, contacts }: Tables,
  parameters: Parameters,
  organizationId: string,
  accountId: string,
): string => {
  if (accounts === null || !canHold(accounts.id.type, accountId)) return NEVER
  const { links } = accounts
  const key = `account.${accounts.key.sql}`
  const linked = (): string => {
    if (links.kind === "link") {
      const { table, contact, account } = links.link
      return `exists (select 1 from ${table.sql} link
        where link.${contact.sql} = contact.${contacts.key.sql} and link.${account.sql} = ${key})`
    }
    const column = `contact.${links.column.sql}`
    return links.kind === "array" ? dialect.contains(column, key) : `${column} = ${key}`
  }
  return `exists (select 1 from ${accounts.table.sql} account
    where account.${accounts.id.sql} = ${dialect.id(parameters, accountId, accounts.id.type)}
    ${ofTenant(dialect, parameters, organizationId, "account", accounts)} and ${linked()})`
}

const hasType = (
  dialect: Dialect,
  { contactTypes, contacts: { fields } }: Tables,
  parameters: Parameters,
  organizationId: string,
  contactType: string,
): string => {
  if ("constant" in contactTypes) return contactType === contactTypes.constant ? "1 = 1" : NEVER
  if (fields.contactType === null || !canHold(contactTypes.id.type, contactType)) return NEVER
  return `exists (select 1 from ${contactTypes.table.sql} type
    where type.${contactTypes.id.sql} = ${dialect.id(parameters, contactType, contactTypes.id.type)}
    ${ofTenant(dialect, parameters, organizationId, "type", contactTypes)}
    and type.${contactTypes.key.sql} = contact.${fields.contactType.sql})`
}

/** The condition that a row of accounts or contact types is the organization's, whether it is closed or not. */
export const ofTenant = (
  dialect: Dialect,
  parameters: Parameters,
  organizationId: string,
  alias: string,
  { tenant }: Pick<References, "tenant">,
): string =>
  tenant === null ? "" : `and ${alias}.${tenant.sql} = ${dialect.id(parameters, organizationId, tenant.type)}`

const contactOf = ({ contactTypes }: Tables, row: SqlRow, accountIds: ReadonlyArray<string>): ListedContact => ({
  id: String(row["id"]),
  email: String(row["email"]),
  firstName: textOf(row["first_name"]),
  lastName: textOf(row["last_name"]),
  phoneNumber: textOf(row["phone_number"]),
  avatarUrl: textOf(row["avatar_url"]),
  contactType: "constant" in contactTypes ? contactTypes.constant : textOf(row["contact_type"]),
  accountIds,
  source: textOf(row["source"]),
  customFieldValues: jsonOf(row["custom_field_values"]),
  metadata: jsonOf(row["metadata"]),
  importId: textOf(row["import_id"]),
  createdAt: timeOf(row["created_at"]),
  updatedAt: timeOf(row["updated_at"]),
})

const textOf = (value: unknown): string | null => (value === undefined || value === null ? null : String(value))

// biome-ignore lint/suspicious/noExplicitAny: the column has what was stored as one of two types
const jsonOf = (value: unknown): any => {
  if (value === undefined || value === null) return null
  // Some drivers parse JSON.
  return typeof value === "string" ? JSON.parse(value) : value
}

const timeOf = (value: unknown): Date | null => (value === undefined || value === null ? null : new Date(String(value)))
