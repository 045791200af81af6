import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { CurrentTenant } from "../admission/CurrentTenant.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { type ContactFilter, type ContactPage, type ContactQuery, ContactReader } from "../ports/ContactReader.ts"
import { type ReferenceQuery, ReferenceReader } from "../ports/ReferenceReader.ts"
import { makePageReader } from "./makePageReader.ts"

/**
 * Reads a page of contacts, with the guarantees of `ContactReader.page`. It has fewer than `limit` if they are large: more
 * than about 4 MiB are not read for one page.
 *
 * @example
 * const page = yield* listContacts(organizationId, { filter: { source: "Fair" }, sort: "newest", after: null, limit: 100 })
 * // => { contacts: [{ id: "019a…", email: "ada@example.com", … }], next: "019a…" }
 */
export const listContacts = (organizationId: OrganizationId, query: ContactQuery) =>
  ContactReader.use((reader) => makePageReader(reader)(organizationId, query)).pipe(
    Effect.provideService(CurrentTenant, organizationId),
  )

/** Contacts that are read for a page, unless they are large: as many as are read at once. */
const EXPORT_PAGE = 100

/**
 * Reads all contacts that match, the newest first, in constant memory: a stream of pages. The first page is read before the
 * stream is returned, so that a store that is not available fails the effect. The stream reads no faster than it is
 * consumed, and holds nothing of the store between the pages; the guarantees are those of `ContactReader.page`.
 */
export const exportContacts = Effect.fnUntraced(function* (organizationId: OrganizationId, filter: ContactFilter) {
  const readNext = makePageReader(yield* ContactReader)
  const readPage = (after: string | null) =>
    readNext(organizationId, { filter, sort: "newest", after, limit: EXPORT_PAGE }).pipe(
      // The position is one that the store has returned.
      Effect.catchTag("InvalidPosition", Effect.die),
      Effect.provideService(CurrentTenant, organizationId),
    )
  const first = yield* readPage(null)
  const others = Stream.paginate(first.next, (after) =>
    Effect.map(after === null ? Effect.succeed(noContacts) : readPage(after), ({ contacts, next }) => [
      [contacts],
      Option.fromNullOr(next),
    ]),
  )
  return Stream.concat(Stream.make(first.contacts), others)
})

const noContacts: ContactPage = { contacts: [], next: null }

/** Reads a page of the accounts to which new contacts can refer. */
export const listAccounts = (organizationId: OrganizationId, query: ReferenceQuery) =>
  ReferenceReader.use((reader) => reader.accounts(organizationId, query)).pipe(
    Effect.provideService(CurrentTenant, organizationId),
  )

/** Reads a page of the contact types to which new contacts can refer. */
export const listContactTypes = (organizationId: OrganizationId, query: ReferenceQuery) =>
  ReferenceReader.use((reader) => reader.contactTypes(organizationId, query)).pipe(
    Effect.provideService(CurrentTenant, organizationId),
  )
