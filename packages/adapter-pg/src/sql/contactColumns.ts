import type { DirectContact } from "@bulk-contacts/core/ports"
import { integers, texts, uuids } from "./arrays.ts"

/**
 * Contacts as one array per column. Values that many contacts of a request have in common (contact type, source, time of
 * creation, accounts, import) appear once in `shared`, as JSON; `shared_numbers` holds each contact's position in it, from 1.
 * In the place of null, every column has null. A caller that has collected the shared values passes them.
 */
export const contactColumns = (
  contacts: ReadonlyArray<DirectContact | null>,
  shared: SharedValues = collectShared(contacts),
) => ({
  ids: uuids(contacts.map((contact) => contact?.id ?? null)),
  emails: texts(contacts.map((contact) => contact?.email ?? null)),
  first_names: texts(contacts.map((contact) => contact?.firstName ?? null)),
  last_names: texts(contacts.map((contact) => contact?.lastName ?? null)),
  phone_numbers: texts(contacts.map((contact) => contact?.phoneNumber ?? null)),
  avatar_urls: texts(contacts.map((contact) => contact?.avatarUrl ?? null)),
  custom_field_values: texts(contacts.map((contact) => json(contact?.customFieldValues ?? null))),
  metadata: texts(contacts.map((contact) => json(contact?.metadata ?? null))),
  shared: texts(shared.values),
  shared_numbers: integers(shared.numbers),
})

/** The values that contacts have in common, each once as JSON, and each contact's position among them. */
export class SharedValues {
  readonly numbers: Array<number | null> = []
  readonly #numberByValue = new Map<string, number>()
  #previous: DirectContact | undefined
  #number = 0
  /** The time of the contact before, which many have in common, and its text, which takes longer than all other JSON. */
  #createdAt = { time: Number.NaN, text: "" }

  get values(): ReadonlyArray<string> {
    return [...this.#numberByValue.keys()]
  }

  /** Adds the next contact. */
  add(contact: DirectContact | null): void {
    if (contact === null) {
      this.numbers.push(null)
      return
    }
    if (this.#previous === undefined || !sharesDefaults(this.#previous, contact)) this.#number = this.#numberOf(contact)
    this.#previous = contact
    this.numbers.push(this.#number)
  }

  #numberOf({ contactType, source, createdAt, accountIds, importId }: DirectContact): number {
    const value = JSON.stringify({
      contact_type: contactType,
      source,
      created_at: this.#textOf(createdAt),
      account_ids: accountIds,
      import_id: importId,
    })
    const number = this.#numberByValue.get(value) ?? this.#numberByValue.size + 1
    this.#numberByValue.set(value, number)
    return number
  }

  #textOf(createdAt: Date): string {
    const time = createdAt.getTime()
    if (time !== this.#createdAt.time) this.#createdAt = { time, text: createdAt.toISOString() }
    return this.#createdAt.text
  }
}

const collectShared = (contacts: ReadonlyArray<DirectContact | null>): SharedValues => {
  const shared = new SharedValues()
  for (const contact of contacts) shared.add(contact)
  return shared
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
