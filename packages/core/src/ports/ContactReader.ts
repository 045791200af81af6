import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { ContactDetails } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { StoreFailure } from "../domain/errors.ts"
import type { AccountId, ContactId, ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"

/** Which contacts to read: those that meet every condition that is given. */
export interface ContactFilter {
  readonly email?: EmailAddress
  /** Contacts that have this account, closed or not. */
  readonly accountId?: AccountId
  /** Contacts that have this contact type, closed or not. */
  readonly contactType?: ContactTypeId
  readonly source?: string
  /** Contacts that this import created. */
  readonly importId?: string
  /** Contacts that were created at this time or later. */
  readonly createdAfter?: Date
  /** Contacts that were created before this time. */
  readonly createdBefore?: Date
}

/** `newest`: by id, the greatest first; ids are in the order of creation. `email`: by email, in an order of the store's own. */
export type ContactSort = "newest" | "email"

/** Which page to read. */
export interface ContactQuery {
  readonly filter: ContactFilter
  readonly sort: ContactSort
  /** The `next` of the page before this one, for the same filter and sort order; null for the first page. */
  readonly after: string | null
  /** How many contacts to return at most: at least 1. */
  readonly limit: number
}

/** An active contact. What the store does not have is null. */
export interface ListedContact extends Omit<ContactDetails, "firstName"> {
  readonly id: ContactId
  readonly firstName: string | null
  readonly contactType: ContactTypeId | null
  readonly accountIds: ReadonlyArray<AccountId>
  /** The import that created the contact. */
  readonly importId: string | null
  readonly createdAt: Date | null
  readonly updatedAt: Date | null
}

/** A page of contacts, in the order of the query. */
export interface ContactPage {
  /** In the order of the query. */
  readonly contacts: ReadonlyArray<ListedContact>
  /** Where the next page begins, as text of the store's own; null if there is nothing left to read. */
  readonly next: string | null
}

/** `after` is not the `next` of a page. */
export class InvalidPosition extends Data.TaggedError("InvalidPosition") {}

/** Reads the organization's contacts. A bulk create does not need it, and a store may lack it. */
export class ContactReader extends Context.Service<
  ContactReader,
  {
    /**
     * Reads a page of the active contacts. Whatever is inserted and deleted between the pages, a contact that exists
     * throughout is in exactly one of them; the contact at which a page ended may have been deleted since.
     *
     * Its cost does not depend on how many contacts there are or how many pages were read. If few contacts match, a store
     * may therefore return fewer than `limit`, even none, although there is a next page. Takes a fixed number of round
     * trips, outside any unit of work.
     */
    readonly page: (
      organizationId: OrganizationId,
      query: ContactQuery,
    ) => Effect.Effect<ContactPage, InvalidPosition | StoreFailure>
  }
>()("@bulk-contacts/core/ports/ContactReader") {}
