import { type Contact, type ContactFilter, ContactReader, type ListedContact } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import type { State } from "./state.ts"

/** The port in memory. It reads what is committed, and waits for nobody. */
export const makeContactReader = (state: State) =>
  ContactReader.of({
    page: (organizationId, { filter, sort, after, limit }) =>
      Effect.sync(() => {
        const contacts = state.organizations.get(organizationId)?.contacts ?? []
        const isAfter = sort === "newest" ? isOlder : hasGreaterEmail
        const key = sort === "newest" ? "id" : "email"
        const matching = contacts
          .filter((contact) => contact.deletedAt === null && matches(contact, filter))
          .filter((contact) => after === null || isAfter(contact, after))
          .sort((a, b) => (isAfter(a, b[key]) ? 1 : -1))
        const page = matching.slice(0, limit)
        return {
          contacts: page.map(toListed),
          next: matching.length > limit ? (page.at(-1)?.[key] ?? null) : null,
        }
      }),
  })

const isOlder = ({ id }: Contact, after: string): boolean => id < after

const hasGreaterEmail = ({ email }: Contact, after: string): boolean => email > after

const matches = (contact: Contact, filter: ContactFilter): boolean => {
  const { email, accountId, contactType, source, importId, createdAfter, createdBefore } = filter
  return (
    (email === undefined || contact.email === email) &&
    (accountId === undefined || contact.accountIds.includes(accountId)) &&
    (contactType === undefined || contact.contactType === contactType) &&
    (source === undefined || contact.source === source) &&
    (importId === undefined || contact.importId === importId) &&
    (createdAfter === undefined || contact.createdAt >= createdAfter) &&
    (createdBefore === undefined || contact.createdAt < createdBefore)
  )
}

const toListed = ({ deletedAt: _, ...contact }: Contact): ListedContact => contact
