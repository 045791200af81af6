import type { Contacts, Tables } from "../mapping/resolveTables.ts"

/** The email as contacts are compared by it. */
export const emailOf = ({ email, emailIgnoresCase }: Contacts): string =>
  emailIgnoresCase ? `lower(${email.sql})` : email.sql

/** The columns of the unique index over the emails. */
export const emailIndex = ({ tenant, contacts }: Tables): ReadonlyArray<string> => [
  ...(tenant === null ? [] : [tenant.sql]),
  emailOf(contacts),
]
