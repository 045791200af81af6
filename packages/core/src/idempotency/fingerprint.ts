import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import { isInvalid } from "../domain/InvalidContact.ts"
import type { CheckedContact } from "../request/ContactChecker.ts"
import type { NormalizedRequest } from "../request/normalizeRequest.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"

/** Hashes the content of a request (SHA-256, in hexadecimal). Two requests that ask for the same have the same fingerprint. */
export const fingerprint = (content: unknown): Effect.Effect<string> =>
  Effect.promise(async () => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(content)))
    return Hex.encode(new Uint8Array(digest))
  })

// The content of requests without an option is what it was before the option existed: other versions of this code may be
// running.

/** The content of a request with a list: every contact, the defaults, whether it is lenient, and the name of the import. */
export const contentOfList = (
  { contacts, given, defaults, importName }: NormalizedRequest,
  lenient: boolean,
): unknown => ({
  ...(lenient
    ? { handling: "lenient", contacts: contentOfContacts(contacts, given), defaults }
    : { contacts, defaults }),
  ...(importName !== null && { import: importName }),
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
): ReadonlyArray<unknown> => contacts.map((contact, i) => (isInvalid(contact) ? { given: textOf(given[i]) } : contact))

const textOf = (given: unknown): string => {
  try {
    return JSON.stringify(given) ?? typeof given
  } catch {
    // It has cycles or is too deep, so it came from this process and not as JSON.
    return typeof given
  }
}
