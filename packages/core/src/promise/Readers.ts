import type { JsonObject } from "../domain/JsonObject.ts"

/** Which contacts to read: those that meet every condition that is given. Values are normalized. */
export interface ContactFilter {
  readonly email?: string
  /** Contacts that have this account, closed or not. */
  readonly accountId?: string
  /** Contacts that have this contact type, closed or not. */
  readonly contactType?: string
  readonly source?: string
  /** Contacts that this import created. */
  readonly importId?: string
  /** Contacts that were created at this time or later. */
  readonly createdAfter?: Date
  /** Contacts that were created before this time. */
  readonly createdBefore?: Date
}

/** Which page of contacts to read. */
export interface ContactQuery {
  readonly filter: ContactFilter
  /** `newest`: by id, the greatest first. `email`: by email, in any order that stays the same. */
  readonly sort: "newest" | "email"
  /** The `next` of the page before this one, for the same filter and sort order; null for the first page. */
  readonly after: string | null
  /** How many contacts to return at most: at least 1. */
  readonly limit: number
}

/** An active contact. What the store does not have is null. */
export interface ListedContact {
  readonly id: string
  readonly email: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly phoneNumber: string | null
  readonly avatarUrl: string | null
  readonly contactType: string | null
  readonly accountIds: ReadonlyArray<string>
  readonly source: string | null
  readonly customFieldValues: ReadonlyArray<JsonObject> | null
  readonly metadata: JsonObject | null
  readonly importId: string | null
  readonly createdAt: Date | null
  readonly updatedAt: Date | null
}

/** A page of contacts, in the order of the query. */
export interface ContactPage {
  readonly contacts: ReadonlyArray<ListedContact>
  /** Where the next page begins, as text of the store's own; null if there is nothing left to read. */
  readonly next: string | null
}

/** Reads the organization's contacts. */
export interface ContactReaderPort<Tx> {
  /**
   * Reads a page of the active contacts. Whatever is inserted and deleted between the pages, a contact that exists
   * throughout is in exactly one of them. Returns null if `after` is not the `next` of a page.
   */
  readonly page: (tx: Tx, organizationId: string, query: ContactQuery) => PromiseLike<ContactPage | null>
}

/** Which page of accounts or contact types to read. */
export interface ReferenceQuery {
  /** The last id of the page before this one; null for the first page. */
  readonly after: string | null
  /** How many to return at most: at least 1. */
  readonly limit: number
}

/** Reads what new contacts of the organization can refer to, by id: what is not closed. */
export interface ReferenceReaderPort<Tx> {
  /** Accounts of the organization, by their ids. */
  readonly accounts: (
    tx: Tx,
    organizationId: string,
    query: ReferenceQuery,
  ) => PromiseLike<ReadonlyArray<{ readonly id: string; readonly name: string }>>
  /** Contact types of the organization, by their ids. */
  readonly contactTypes: (
    tx: Tx,
    organizationId: string,
    query: ReferenceQuery,
  ) => PromiseLike<ReadonlyArray<{ readonly id: string; readonly name: string; readonly isDefault: boolean }>>
}
