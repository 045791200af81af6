import * as Effect from "effect/Effect"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { memoryOf } from "../internal/memoryOf.ts"
import type { ContactPage, ContactQuery, ContactReader, ListedContact } from "../ports/ContactReader.ts"

/** The memory that the contacts of a page may take, in bytes, roughly. */
const MAX_BYTES = 4 * 1024 * 1024

/** How many contacts are read at once as long as it is not known how large they are. */
const FIRST_STEP = 25

const FIELDS = 1024
const ACCOUNT_ID = 64

/**
 * Makes a function that reads pages of a store. A page ends at `limit` contacts or at about 4 MiB: a contact may have 32 KiB
 * of metadata and thousands of accounts, and a thousand of them must not take a thousand times that.
 */
export const makePageReader = (reader: ContactReader["Service"]) => {
  let bytesPerContact = MAX_BYTES / FIRST_STEP
  return Effect.fnUntraced(function* (organizationId: OrganizationId, query: ContactQuery) {
    const contacts: Array<ListedContact> = []
    let next = query.after
    let bytes = 0
    for (;;) {
      const limit = Math.min(query.limit - contacts.length, Math.floor((MAX_BYTES - bytes) / bytesPerContact))
      if (limit < 1 && contacts.length > 0) break
      const page: ContactPage = yield* reader.page(organizationId, { ...query, after: next, limit: Math.max(1, limit) })
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

const bytesOf = ({ accountIds, customFieldValues, metadata }: ListedContact): number =>
  FIELDS + ACCOUNT_ID * accountIds.length + memoryOf([customFieldValues, metadata], MAX_BYTES)
