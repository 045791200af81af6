import type { Dialect, Query } from "../dialects/Dialect.ts"
import type { Tables } from "../mapping/resolveTables.ts"
import { ofTenant } from "./contactReader.ts"

/** Maps the ids of contacts to those of their accounts, closed or not. */
export const accountsOfContacts = async (
  dialect: Dialect,
  { tenant, accounts, contacts }: Tables,
  query: Query,
  organizationId: string,
  ids: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, ReadonlyArray<string>>> => {
  const accountsById = new Map<string, Array<string>>()
  if (accounts === null || ids.length === 0) return accountsById
  const { links } = accounts
  const parameters = dialect.parameters()
  const joins = (): string => {
    const join = `join ${accounts.table.sql} account on account.${accounts.key.sql}`
    if (links.kind === "link") {
      const { table, contact, account } = links.link
      return `join ${table.sql} link on link.${contact.sql} = contact.${contacts.key.sql} ${join} = link.${account.sql}`
    }
    const column = `contact.${links.column.sql}`
    return links.kind === "foreignKey"
      ? `${join} = ${column}`
      : `${dialect.elements(column, "element")} ${join} = element.value`
  }
  const sql = `select ${dialect.text(`contact.${contacts.id.sql}`)} as contact, ${dialect.text(`account.${accounts.id.sql}`)} as account
    from ${contacts.table.sql} contact ${joins()} ${ofTenant(dialect, parameters, organizationId, "account", accounts)}
    where ${dialect.amongIds(parameters, `contact.${contacts.id.sql}`, ids)}
    ${ofTenant(dialect, parameters, organizationId, "contact", { tenant })}`
  for (const row of await query(sql, parameters)) {
    const contact = String(row["contact"])
    accountsById.set(contact, [...(accountsById.get(contact) ?? []), String(row["account"])])
  }
  return accountsById
}
