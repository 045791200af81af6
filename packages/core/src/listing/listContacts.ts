import { Effect, Option, Stream } from "effect"
import type { OrganizationId } from "../domain/Identifiers.ts"
import {
  type ContactFilter,
  type ContactPage,
  type ContactQuery,
  ContactReader,
  type ListedContact,
} from "../ports/ContactReader.ts"

/** How often a store may stop before the page is full. */
const MAX_READS = 10

/**
 * Reads a page of contacts. If hardly any of very many contacts match, it has fewer than `limit`, even none, and a `next`:
 * no page takes much longer than another.
 *
 * @example
 * const first = yield* listContacts(organizationId, { filter: { source }, sort: "newest", after: null, limit: 100 })
 * // => { contacts: [{ id: "019a…", email: "ada@example.com", … }], next: "019a…" }
 */
export const listContacts = Effect.fn("listContacts")(function* (organizationId: OrganizationId, query: ContactQuery) {
  const reader = yield* ContactReader
  const contacts: Array<ListedContact> = []
  let next = query.after
  for (let reads = 0; reads < MAX_READS; reads++) {
    const page: ContactPage = yield* reader.page(organizationId, {
      ...query,
      after: next,
      limit: query.limit - contacts.length,
    })
    contacts.push(...page.contacts)
    next = page.next
    if (next === null || contacts.length >= query.limit) break
  }
  return { contacts, next } satisfies ContactPage
})

/** Contacts that are read at once. Few enough that even the largest take no more than some megabytes. */
const EXPORT_PAGE = 500

/**
 * Reads all contacts that match, the newest first, in constant memory. It reads no faster than the stream is consumed, and
 * holds nothing of the store between the pages; the guarantees are those of `ContactReader.page`.
 */
export const exportContacts = (organizationId: OrganizationId, filter: ContactFilter) =>
  Stream.unwrap(
    Effect.map(ContactReader, (reader) =>
      Stream.paginate(null as string | null, (after) =>
        reader.page(organizationId, { filter, sort: "newest", after, limit: EXPORT_PAGE }).pipe(
          // The position is one that the store has returned.
          Effect.catchTag("InvalidPosition", Effect.die),
          Effect.map(({ contacts, next }) => [contacts, Option.fromNullOr(next)] as const),
        ),
      ),
    ),
  )
