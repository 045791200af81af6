import * as Effect from "effect/Effect"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { utf8Length } from "../domain/Text.ts"
import { memoryOf } from "../internal/memoryOf.ts"
import type { ContactPage, ContactQuery, ContactReader, ListedContact } from "../ports/ContactReader.ts"

/** The memory that the contacts of a page may take, in bytes, and their JSON; roughly. */
const MAX_BYTES = 4 * 1024 * 1024

/** What is read at once, once it is known how large contacts are: the driver of a database may parse it in one go. */
const STEP_BYTES = 512 * 1024

/** How many contacts are read at once as long as it is not known how large they are. */
const FIRST_STEP = 5

/** How many are read at once at most: each may be a hundred times as large as those before it. */
const MAX_STEP = 100

/**
 * Makes a function that reads pages of a store. A page ends at `limit` contacts or at about 4 MiB: a contact may have 32 KiB
 * of metadata and thousands of accounts, and a thousand of them must not take a thousand times that.
 */
export const makePageReader = (reader: ContactReader["Service"]) => {
  let bytesPerContact = STEP_BYTES / FIRST_STEP
  return Effect.fnUntraced(function* (organizationId: OrganizationId, query: ContactQuery) {
    const contacts: Array<ListedContact> = []
    let next = query.after
    let bytes = 0
    for (;;) {
      const free = MAX_BYTES - bytes
      const missing = query.limit - contacts.length
      if (missing < 1 || (contacts.length > 0 && free < bytesPerContact)) break
      const step = Math.max(1, Math.floor(Math.min(free, STEP_BYTES) / bytesPerContact))
      const limit = Math.min(missing, step, MAX_STEP)
      const page: ContactPage = yield* reader.page(organizationId, { ...query, after: next, limit })
      next = page.next
      for (const contact of page.contacts) {
        contacts.push(contact)
        bytes += bytesOf(contact)
      }
      if (contacts.length > 0) bytesPerContact = bytes / contacts.length
      // The store reads no further for this page if it returns fewer.
      if (next === null || page.contacts.length < limit) break
    }
    return { contacts, next } satisfies ContactPage
  })
}

/** A contact without its texts and lists, as an object and as JSON. */
const FIELDS = 512

/** An id in a list, as an object. */
const LISTED_ID = 40

/** JSON escapes a control character with six characters. No other UTF-16 unit takes more bytes. */
const BYTES_PER_CHARACTER = 6

/** At least what the contact takes in memory, and what its JSON takes. */
const bytesOf = (contact: ListedContact): number => {
  const { accountIds, customFieldValues, metadata } = contact
  let characters = 0
  for (const field of texts) characters += contact[field]?.length ?? 0
  for (const id of accountIds) characters += id.length
  return (
    FIELDS +
    LISTED_ID * accountIds.length +
    BYTES_PER_CHARACTER * characters +
    jsonBytes(customFieldValues) +
    jsonBytes(metadata)
  )
}

const texts = ["email", "firstName", "lastName", "phoneNumber", "avatarUrl", "contactType", "source"] as const

const jsonBytes = (value: object | null): number =>
  value ? Math.max(memoryOf([value], MAX_BYTES), utf8Length(JSON.stringify(value))) : 0
