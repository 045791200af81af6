import type { NewContact } from "@bulk-contacts/core/promise"

/** What many contacts of a request have in common. */
type Shared = Pick<NewContact, "contactType" | "accountIds" | "source" | "createdAt">

/** Contacts that have the same shared values are in one group. `numbers` has the group of each contact, from 1. */
export interface ContactGroups {
  readonly groups: ReadonlyArray<Shared>
  readonly numbers: ReadonlyArray<number>
}

/** Collects shared values, so that the database reads them and looks them up once for a group, not for each contact. */
export const groupContacts = (contacts: ReadonlyArray<NewContact>): ContactGroups => {
  const groups: Array<NewContact> = []
  const numberByShared = new Map<string, number>()
  let previous: NewContact | undefined
  let number = 0
  const numbers = contacts.map((contact) => {
    if (previous !== undefined && isAlike(previous, contact)) return number
    previous = contact
    const shared = JSON.stringify([contact.contactType, contact.accountIds, contact.source, contact.createdAt])
    number = numberByShared.get(shared) ?? groups.push(contact)
    numberByShared.set(shared, number)
    return number
  })
  return { groups, numbers }
}

/** Contacts with the defaults of their request hold the same objects. A false negative only costs time. */
const isAlike = (one: NewContact, other: NewContact): boolean =>
  one.contactType === other.contactType &&
  one.accountIds === other.accountIds &&
  one.source === other.source &&
  one.createdAt === other.createdAt

/** The accounts of the groups as pairs. */
export const accountPairs = (groups: ContactGroups["groups"]): Array<{ group: number; account: string }> =>
  groups.flatMap(({ accountIds }, i) => accountIds.map((account) => ({ group: i + 1, account })))
