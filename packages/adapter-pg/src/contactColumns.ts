import type { AccountId, NewContact } from "@bulk-contacts/core"
import { integers, texts, uuids } from "./arrays.ts"

/**
 * Contacts as arrays, one for each column, and the lists of accounts that they have. The first list has the number
 * `firstList`; contacts that share one, as the request's own, have the same number.
 */
export const contactColumns = (contacts: ReadonlyArray<NewContact>, firstList = 0) => {
  const numbers = new Map<ReadonlyArray<AccountId>, number>()
  const lists = contacts.map(({ accountIds }) => {
    const number = numbers.get(accountIds) ?? firstList + numbers.size
    numbers.set(accountIds, number)
    return number
  })
  const members = [...numbers].flatMap(([ids, list]) => ids.map((accountId) => ({ list, accountId })))
  return {
    ids: uuids(contacts.map(({ id }) => id)),
    emails: texts(contacts.map(({ email }) => email)),
    first_names: texts(contacts.map(({ firstName }) => firstName)),
    last_names: texts(contacts.map(({ lastName }) => lastName)),
    phone_numbers: texts(contacts.map(({ phoneNumber }) => phoneNumber)),
    avatar_urls: texts(contacts.map(({ avatarUrl }) => avatarUrl)),
    sources: texts(contacts.map(({ source }) => source)),
    contact_types: texts(contacts.map(({ contactType }) => contactType)),
    custom_field_values: texts(contacts.map(({ customFieldValues }) => json(customFieldValues))),
    metadata: texts(contacts.map(({ metadata }) => json(metadata))),
    created_at: texts(contacts.map(({ createdAt }) => createdAt.toISOString())),
    account_lists: integers(lists),
    member_lists: integers(members.map(({ list }) => list)),
    member_accounts: texts(members.map(({ accountId }) => accountId)),
  }
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))
