import type { NewContact } from "@bulk-contacts/core/promise"

/** Contacts that have the same references share a group. `numbers` has the group of each contact, from 1. */
export interface ContactGroups {
  readonly groups: ReadonlyArray<Pick<NewContact, "contactType" | "accountIds">>
  readonly numbers: ReadonlyArray<number>
}

/** Collects what contacts refer to, so that the database looks it up once for a group and not once for each contact. */
export const groupContacts = (contacts: ReadonlyArray<NewContact>): ContactGroups => {
  const groups: Array<NewContact> = []
  const numberByReferences = new Map<string, number>()
  let previous: NewContact | undefined
  let number = 0
  const numbers = contacts.map((contact) => {
    // Contacts with the defaults of their request hold the same objects.
    if (previous?.contactType === contact.contactType && previous.accountIds === contact.accountIds) return number
    previous = contact
    const references = JSON.stringify([contact.contactType, contact.accountIds])
    number = numberByReferences.get(references) ?? groups.push(contact)
    numberByReferences.set(references, number)
    return number
  })
  return { groups, numbers }
}

/** The accounts of the groups as pairs. */
export const accountPairs = (groups: ContactGroups["groups"]): Array<{ group: number; account: string }> =>
  groups.flatMap(({ accountIds }, i) => accountIds.map((account) => ({ group: i + 1, account })))
