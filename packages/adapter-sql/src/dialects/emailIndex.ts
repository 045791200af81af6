import type { Contacts, Tables } from "../mapping/resolveTables.ts"

/** The email as contacts are compared by it. */
export const emailOf = ({ email, activeEmail, emailIgnoresCase }: Contacts): string => {
  if (activeEmail !== null) return activeEmail.sql
  return emailIgnoresCase ? `lower(${email.sql})` : email.sql
}

/** The columns of the unique index over the emails. */
export const emailIndex = ({ tenant, contacts }: Tables): ReadonlyArray<string> => [
  ...(tenant === null ? [] : [tenant.sql]),
  emailOf(contacts),
]

/** The rows that the index covers: those that are not deleted. Null: all, because deleted ones have null in it, or none is. */
export const emailIndexRows = ({ contacts: { activeEmail, deletedAt } }: Tables): string | null =>
  activeEmail !== null || deletedAt === null ? null : `${deletedAt.sql} is null`

/** The clause of an insert that skips contacts whose email is in the index. */
export const onEmailConflict = (tables: Tables): string => {
  const rows = emailIndexRows(tables)
  return `on conflict (${emailIndex(tables).join(", ")})${rows === null ? "" : ` where ${rows}`} do nothing`
}
