import type { NewContact } from "@bulk-contacts/core/promise"
import { literal } from "../../mapping/literals.ts"
import { jsonFields, type Name, plainFields, type References, type Tables } from "../../mapping/resolveTables.ts"
import { hasCode } from "../../transactions/driverErrors.ts"
import { checkForeignKey } from "../checkForeignKey.ts"
import type { Dialect } from "../Dialect.ts"
import { findKeys, type Keys } from "./findKeys.ts"
import { findOwners } from "./findOwners.ts"
import { insertRows, type Row } from "./insertRows.ts"
import { idParameter, timeParameter } from "./parameters.ts"

/**
 * Inserts the contacts whose email is free. The order by email prevents deadlocks between concurrent requests with the same
 * emails. `on duplicate key` changes nothing, and reports every error, unlike `insert ignore`: it also drops rows that break
 * a foreign key, and shortens text.
 */
export const insertNew: Dialect["insertNew"] = async (query, tables, organizationId, contacts) => {
  checkForeignKey(tables, contacts)
  const { accounts, contactTypes } = tables
  const { table, id, key } = tables.contacts
  const taken = await findOwners(query, tables, organizationId, emailsOf(contacts), "")
  const fresh = contacts.filter(({ email }) => !taken.has(email)).sort((a, b) => (a.email < b.email ? -1 : 1))
  if (fresh.length === 0) return 0
  // These rows are locked already. In a transaction with a snapshot, only a query that locks sees those that are newer.
  const findReferred = (references: References, ids: ReadonlyArray<string>) =>
    findKeys(query, references, organizationId, new Set(ids), " lock in share mode")
  const typeNames = fresh.map(({ contactType }) => contactType)
  const types = "constant" in contactTypes ? null : await findReferred(contactTypes, typeNames)
  const accountIds = fresh.flatMap(({ accountIds }) => accountIds)
  const accountKeys = accounts === null ? null : await findReferred(accounts, accountIds)

  const skipping = `on duplicate key update ${key.sql} = ${table.sql}.${key.sql}`
  const insert = (contacts: ReadonlyArray<NewContact>, onConflict = skipping) =>
    insertRows(
      query,
      table,
      contacts.map((contact) => contactRow(tables, organizationId, contact, types, accountKeys)),
      onConflict,
    )
  const byId = { table, tenant: null, id: { ...id, type: "text" as const }, key, deletedAt: null }
  const findCreated = () => findKeys(query, byId, organizationId, new Set(fresh.map(({ id }) => id)), "")
  /** Those that were skipped although nobody has their email. The rows of the others are locked, so they can be found. */
  const findLost = async (created: Keys) => {
    const skipped = fresh.filter(({ id }) => !created.has(id))
    const owned = await findOwners(query, tables, organizationId, emailsOf(skipped), " lock in share mode")
    return skipped.filter(({ email }) => !owned.has(email))
  }

  await insert(fresh)
  let created = await findCreated()
  const lost = await findLost(created)
  if (lost.length > 0) {
    for (const contact of lost) {
      // After a duplicate, MariaDB continues with the generated key that follows the existing row's, which another
      // transaction may have used. A statement of one row has no such predecessor. Without `on duplicate key`, its error
      // names the index.
      const error = await insert([contact], "").catch((error: unknown) => error)
      if (error === undefined) continue
      if (!hasCode(error, DUPLICATE) || (await findLost(created)).includes(contact)) throw refusal(error, table)
    }
    created = await findCreated()
  }

  if (accounts?.links.kind === "link" && accountKeys !== null) {
    const { link } = accounts.links
    const links = fresh.flatMap(({ id, accountIds }) => {
      const contact = created.get(id)
      return contact === undefined ? [] : accountIds.map((account) => [contact, accountKeys.get(account)] as const)
    })
    const { tenant } = tables
    const linkRows = links.map(
      ([contact, account]): Row => [
        ...(link.tenant === null || tenant === null
          ? []
          : ([[link.tenant, (parameters) => idParameter(parameters, organizationId, tenant.type)]] satisfies Row)),
        [link.contact, (parameters) => parameters.add(contact.text)],
        [link.account, (parameters) => parameters.add(account?.text ?? null)],
      ],
    )
    await insertRows(query, link.table, linkRows, "")
  }
  return created.size
}

/** ER_DUP_ENTRY */
const DUPLICATE = 1062

/** Nobody has the contact's email: a unique index must be over another column, or cover deleted contacts. */
const refusal = (error: unknown, { name }: Name): unknown => {
  if (!hasCode(error, DUPLICATE)) return error
  const index = /for key '(?:[^']*\.)?([^'.]+)'/.exec(String(error))?.[1]
  return new Error(
    `A contact whose email is free violates the unique index ${index ?? ""} of ${name}: drop the index, or leave out of it what contacts may share and contacts that are deleted`,
    { cause: error },
  )
}

const emailsOf = (contacts: ReadonlyArray<NewContact>) => contacts.map(({ email }) => email)

const contactRow = (
  { tenant, accounts, contactTypes, contacts: { id, email, fields, importId, constants } }: Tables,
  organizationId: string,
  contact: NewContact,
  types: Keys | null,
  accountKeys: Keys | null,
): Row => {
  const keys = contact.accountIds.map((account) => accountKeys?.get(account))
  const type = "constant" in contactTypes ? literal("contactTypes", contactTypes.constant) : null
  return [
    ...(tenant === null
      ? []
      : [
          [tenant, (parameters) => idParameter(parameters, organizationId, tenant.type)] as const satisfies Row[number],
        ]),
    [id, (parameters) => parameters.add(contact.id)],
    [email, (parameters) => parameters.add(contact.email)],
    ...(importId === null ? [] : ([[importId, (parameters) => parameters.add(contact.importId)]] satisfies Row)),
    ...plainFields.flatMap((field): Row => {
      const column = fields[field]
      return column === null ? [] : [[column, (parameters) => parameters.add(contact[field])]]
    }),
    ...jsonFields.flatMap((field): Row => {
      const column = fields[field]
      const value = contact[field]
      return column === null
        ? []
        : [[column, (parameters) => parameters.add(value === null ? null : JSON.stringify(value))]]
    }),
    ...[fields.createdAt, fields.updatedAt].flatMap(
      (column): Row =>
        column === null ? [] : [[column, (parameters) => timeParameter(parameters, contact.createdAt)]],
    ),
    ...(fields.contactType === null
      ? []
      : ([
          [fields.contactType, (parameters) => type ?? parameters.add(types?.get(contact.contactType)?.text ?? null)],
        ] satisfies Row)),
    ...(accounts?.links.kind === "array"
      ? ([
          [accounts.links.column, (parameters) => parameters.add(`[${keys.map((key) => key?.json).join(",")}]`)],
        ] satisfies Row)
      : []),
    ...(accounts?.links.kind === "foreignKey"
      ? ([[accounts.links.column, (parameters) => parameters.add(keys[0]?.text ?? null)]] satisfies Row)
      : []),
    ...constants.map(({ column, literal }): Row[number] => [column, () => literal]),
  ]
}
