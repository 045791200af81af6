import type { DirectContact } from "@bulk-contacts/core/ports"
import { integers, texts, uuids } from "./arrays.ts"

/**
 * Contacts as one array per column. Values that many contacts of a request have in common (contact type, source, time of
 * creation, accounts, import) appear once in `shared`, as JSON; `shared_numbers` holds each contact's position in it, from 1.
 * In the place of null, every column has null.
 */
export const contactColumns = (contacts: ReadonlyArray<DirectContact | null>) => {
  const { shared, numbers } = collectShared(contacts)
  return {
    ids: uuids(contacts.map((contact) => contact?.id ?? null)),
    emails: texts(contacts.map((contact) => contact?.email ?? null)),
    first_names: texts(contacts.map((contact) => contact?.firstName ?? null)),
    last_names: texts(contacts.map((contact) => contact?.lastName ?? null)),
    phone_numbers: texts(contacts.map((contact) => contact?.phoneNumber ?? null)),
    avatar_urls: texts(contacts.map((contact) => contact?.avatarUrl ?? null)),
    custom_field_values: texts(contacts.map((contact) => json(contact?.customFieldValues ?? null))),
    metadata: texts(contacts.map((contact) => json(contact?.metadata ?? null))),
    shared: texts(shared),
    shared_numbers: integers(numbers),
  }
}

const collectShared = (contacts: ReadonlyArray<DirectContact | null>) => {
  const numberByValue = new Map<string, number>()
  let previous: DirectContact | undefined
  let number = 0
  const numbers = contacts.map((contact) => {
    if (contact === null) return null
    if (previous !== undefined && sharesDefaults(previous, contact)) return number
    previous = contact
    const { contactType, source, createdAt, accountIds, importId } = contact
    const value = JSON.stringify({
      contact_type: contactType,
      source,
      created_at: createdAt,
      account_ids: accountIds,
      import_id: importId,
    })
    number = numberByValue.get(value) ?? numberByValue.size + 1
    numberByValue.set(value, number)
    return number
  })
  return { shared: [...numberByValue.keys()], numbers }
}

/**
 * Whether two contacts have the same defaults of their request, compared by reference. Contacts that use the defaults
 * hold the same objects, so nearly every contact skips `JSON.stringify`; a false negative only costs time.
 */
const sharesDefaults = (one: DirectContact, other: DirectContact) =>
  one.accountIds === other.accountIds &&
  one.contactType === other.contactType &&
  one.source === other.source &&
  one.createdAt === other.createdAt &&
  one.importId === other.importId

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))
