import type { NewContact } from "./Contact.ts"
import type { StoredResult } from "./StoredResult.ts"

/**
 * What the use case needs of a store, as plain async functions. `Tx` is what the store's transactions are used through:
 * the `tx` of postgres.js, Drizzle or Kysely, a client of node-postgres. Calls with one `tx` come one at a time.
 *
 * Whatever a port rejects with rolls the transaction back and is what `create` rejects with. So does an answer of the wrong
 * shape, with a `TypeError` that names the port.
 */
export interface BulkContactsPorts<Tx> {
  /**
   * Runs `run` in a transaction: commits when it resolves, and resolves then; rolls back when it rejects, and rejects
   * then. Nobody else sees any of it before the commit. May run it again after a roll-back, as for a deadlock.
   */
  readonly transaction: (run: (tx: Tx) => Promise<void>) => PromiseLike<unknown>
  readonly accounts: AccountsPort<Tx>
  readonly contactTypes: ContactTypesPort<Tx>
  readonly contacts: ContactsPort<Tx>
  /** Needed for `idempotencyKey`, and so by the HTTP API, whose callers may send one. */
  readonly idempotencyRecords?: IdempotencyRecordsPort<Tx>
}

/** The organization's customer companies. */
export interface AccountsPort<Tx> {
  /**
   * Those of `ids` (each once) that are accounts of the organization, in any order. A soft-deleted account does not
   * exist. Those found should stay until the transaction ends (`for share`).
   */
  readonly findExisting: (tx: Tx, organizationId: string, ids: ReadonlyArray<string>) => PromiseLike<Iterable<string>>
}

/** The contact types that the organization defines. */
export interface ContactTypesPort<Tx> {
  /** Those of `ids` that are contact types of the organization, as for accounts. */
  readonly findExisting: (tx: Tx, organizationId: string, ids: ReadonlyArray<string>) => PromiseLike<Iterable<string>>
  /** The contact type of those contacts that name none, if the organization has one. */
  readonly findDefault: (tx: Tx, organizationId: string) => PromiseLike<string | null | undefined>
}

/** The organization's contacts. */
export interface ContactsPort<Tx> {
  /** The contacts that own one of `emails` (each once), in any order. A soft-deleted contact owns none. */
  readonly findByEmail: (
    tx: Tx,
    organizationId: string,
    emails: ReadonlyArray<string>,
  ) => PromiseLike<Iterable<EmailOwner>>

  /**
   * Stores those of `contacts` (no email twice) whose email no contact owns, with their accounts, and answers how
   * many these were. Nothing existing is changed. Of two transactions at once with one email, one stores it and the
   * other counts it as existing: a unique index and `on conflict do nothing`. Inserted in one order (by email), they do
   * not deadlock.
   */
  readonly insertNew: (tx: Tx, organizationId: string, contacts: ReadonlyArray<NewContact>) => PromiseLike<number>
}

/** A contact that is not soft-deleted, by its email. */
export interface EmailOwner {
  readonly email: string
  /** The id that the contact was inserted with. */
  readonly id: string
}

/** The requests that were carried out under an idempotency key. A key belongs to one organization. */
export interface IdempotencyRecordsPort<Tx> {
  /** Holds the key until the transaction ends; false, at once, where another transaction holds it. */
  readonly claim: (tx: Tx, organizationId: string, key: string) => PromiseLike<boolean>

  /** The record under the key that is not older than `since`, if there is one. Called after `claim`. */
  readonly find: (
    tx: Tx,
    organizationId: string,
    key: string,
    since: Date,
  ) => PromiseLike<IdempotencyRecord | null | undefined>

  /** Stores the record, in place of one that is too old. */
  readonly store: (tx: Tx, organizationId: string, key: string, record: IdempotencyRecord) => PromiseLike<unknown>

  /** Forgets the records of all organizations that are older, and answers how many these were. */
  readonly removeOlderThan: (tx: Tx, date: Date) => PromiseLike<number>
}

/** What is remembered of a request that succeeded. */
export interface IdempotencyRecord {
  /** The same for two requests that ask for the same. */
  readonly fingerprint: string
  /** Plain data: it may be kept as JSON. */
  readonly result: StoredResult
  readonly createdAt: Date
}
