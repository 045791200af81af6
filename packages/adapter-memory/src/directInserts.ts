import type { NewContact, References } from "@bulk-contacts/core"
import type { DirectContact, DirectInsertsShape } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import type { OrganizationState, State } from "./state.ts"
import type { Transactions } from "./Transaction.ts"

/** Stores a small request in one step: nothing is staged, and the lock is taken once. */
export const makeDirectInserts = (state: State, transactions: Transactions): DirectInsertsShape => ({
  insertNew: (organizationId, contacts, references) =>
    transactions.run((transaction) =>
      Effect.sync(() => {
        const organization = state.organizations.get(organizationId)
        if (organization === undefined || !hasAll(organization, references)) return null
        const complete = contacts.map((contact) => withContactType(contact, organization))
        return new Set(transaction.insertNew(organizationId, complete).map(({ id }) => id))
      }),
    ),
})

const hasAll = ({ accounts, contactTypes, defaultContactType }: OrganizationState, references: References): boolean =>
  references.accountIds.every((id) => accounts.has(id)) &&
  references.contactTypes.every((id) => contactTypes.has(id)) &&
  (defaultContactType !== null || !references.needsDefaultContactType)

const withContactType = (contact: DirectContact, { defaultContactType }: OrganizationState): NewContact => {
  // `hasAll` has checked that there is a default if a contact needs it.
  const contactType = contact.contactType ?? defaultContactType
  return { ...contact, contactType } as NewContact
}
