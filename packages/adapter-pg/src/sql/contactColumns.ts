import type { NewContact } from "@bulk-contacts/core"
import { integers, texts, uuids } from "./arrays.ts"

/**
 * Contacts as arrays, one for each column. What many contacts of a request have in common (contact type, source, time
 * of creation, accounts) is in `shared` once, as JSON, and `shared_numbers` has its place there for each contact, from 1.
 */
export const contactColumns = (contacts: ReadonlyArray<NewContact>) => {
  const { shared, numbers } = findShared(contacts)
  return {
    ids: uuids(contacts.map(({ id }) => id)),
    emails: texts(contacts.map(({ email }) => email)),
    first_names: texts(contacts.map(({ firstName }) => firstName)),
    last_names: texts(contacts.map(({ lastName }) => lastName)),
    phone_numbers: texts(contacts.map(({ phoneNumber }) => phoneNumber)),
    avatar_urls: texts(contacts.map(({ avatarUrl }) => avatarUrl)),
    custom_field_values: texts(contacts.map(({ customFieldValues }) => json(customFieldValues))),
    metadata: texts(contacts.map(({ metadata }) => json(metadata))),
    shared: texts(shared),
    shared_numbers: integers(numbers),
  }
}

const findShared = (contacts: ReadonlyArray<NewContact>) => {
  const places = new Map<string, number>()
  let previous: NewContact | undefined
  let number = 0
  const numbers = contacts.map((contact) => {
    // Nearly always: they have the defaults of their request.
    if (previous !== undefined && hasSame(previous, contact)) return number
    previous = contact
    const { contactType, source, createdAt, accountIds } = contact
    const value = JSON.stringify({ contact_type: contactType, source, created_at: createdAt, account_ids: accountIds })
    number = places.get(value) ?? places.size + 1
    places.set(value, number)
    return number
  })
  return { shared: [...places.keys()], numbers }
}

const hasSame = (one: NewContact, other: NewContact) =>
  one.accountIds === other.accountIds &&
  one.contactType === other.contactType &&
  one.source === other.source &&
  one.createdAt === other.createdAt

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))
