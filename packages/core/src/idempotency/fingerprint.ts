import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import { isInvalid } from "../domain/InvalidContact.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import type { CheckedContact } from "../request/ContactChecker.ts"
import type { NormalizedRequest } from "../request/normalizeRequest.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"

/** Hashes the content of a request (SHA-256, in hexadecimal). Two requests that ask for the same have the same fingerprint. */
export const fingerprint = (content: unknown): Effect.Effect<string> => hash(JSON.stringify(content))

const hash = (text: string): Effect.Effect<string> =>
  Effect.promise(async () => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
    return Hex.encode(new Uint8Array(digest))
  })

// The content of requests without an option is what it was before the option existed: other versions of this code may be
// running.

/**
 * The fingerprint of a request with a list: every contact, the defaults, whether it is lenient, and the name of the import.
 * The text is that of one object, but made in slices: all contacts at once would block the event loop.
 */
export const fingerprintOfList = Effect.fnUntraced(function* (
  { contacts, given, defaults, importName }: NormalizedRequest,
  lenient: boolean,
): Effect.fn.Return<string> {
  const texts: Array<string> = []
  // Not quick: a contact may have 10,000 accounts.
  yield* forEachInSlices(contacts, (contact, i) => texts.push(JSON.stringify(contentOf(contact, given[i]))))
  const members = [
    ...(lenient ? ['"handling":"lenient"'] : []),
    `"contacts":[${texts.join()}]`,
    `"defaults":${JSON.stringify(defaults)}`,
    ...(importName === null ? [] : [`"import":${JSON.stringify(importName)}`]),
  ]
  return yield* hash(`{${members.join()}}`)
})

/** The content of a stream, of whose contacts there is a hash already. */
export const contentOfStream = (
  contactsHash: string,
  defaults: ContactDefaults,
  lenient: boolean,
  importName: string | null,
): unknown => [
  contactsHash,
  defaults,
  ...(lenient ? ["lenient"] : []),
  ...(importName === null ? [] : [{ import: importName }]),
]

/** Contacts in the normalized form, and invalid ones as they were given. */
export const contentOfContacts = (
  contacts: ReadonlyArray<CheckedContact>,
  given: ReadonlyArray<unknown>,
): ReadonlyArray<unknown> => contacts.map((contact, i) => contentOf(contact, given[i]))

const contentOf = (contact: CheckedContact, given: unknown): unknown =>
  isInvalid(contact) ? { given: textOf(given) } : contact

const textOf = (given: unknown): string => {
  try {
    return JSON.stringify(given) ?? typeof given
  } catch {
    // It has cycles or is too deep, so it came from this process and not as JSON.
    return typeof given
  }
}
