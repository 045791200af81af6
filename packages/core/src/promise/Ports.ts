import type { NewContact } from "./Contact.ts"
import type { Import, ImportsPage, NewImport, UndoneImport } from "./Import.ts"
import type { ContactReaderPort, ReferenceReaderPort } from "./Readers.ts"
import type { StoredResult } from "./StoredResult.ts"

/**
 * A store as plain async functions. `Tx` is the handle of a transaction: the `tx` of postgres.js, Drizzle or Kysely, or a
 * client of node-postgres. Calls with the same `tx` never overlap. Lists may be empty.
 *
 * If a port rejects, the transaction is rolled back and the bulk create rejects with the same error. If a port returns a
 * value of the wrong shape, it rejects with a `TypeError` that names the port.
 */
export interface BulkContactsPorts<Tx> {
  /**
   * Runs `run` in a transaction. When it resolves, commits and then resolves; when it rejects, rolls back and then
   * rejects. Until the commit, nobody else sees any changes. May run `run` again after a rollback, for example because
   * of a deadlock.
   */
  readonly transaction: (run: (tx: Tx) => Promise<void>) => PromiseLike<unknown>
  readonly accounts: AccountsPort<Tx>
  readonly contactTypes: ContactTypesPort<Tx>
  readonly contacts: ContactsPort<Tx>
  /** With it, a request of an organization that does not exist rejects with an error that says so. */
  readonly organizations?: OrganizationsPort<Tx>
  /** Required for idempotency keys, and therefore by the HTTP API, whose clients may send one. */
  readonly idempotencyRecords?: IdempotencyRecordsPort<Tx>
  /** Required to list and export contacts through the HTTP API, which otherwise responds 404. */
  readonly contactReader?: ContactReaderPort<Tx>
  /** Required to list accounts and contact types through the HTTP API, which otherwise responds 404. */
  readonly referenceReader?: ReferenceReaderPort<Tx>
  /**
   * Required for the option `import`, which is rejected without it. `contacts.insertNew` then stores the `importId` of
   * contacts.
   */
  readonly imports?: ImportsPort<Tx>
}

/** The ports of a store with idempotency keys, as the HTTP API needs them. */
export interface BulkContactsPortsWithKeys<Tx> extends BulkContactsPorts<Tx> {
  readonly idempotencyRecords: IdempotencyRecordsPort<Tx>
}

/** Which organizations there are. */
export interface OrganizationsPort<Tx> {
  /** Whether the organization exists. Called only if a request refers to what does not exist. */
  readonly exists: (tx: Tx, organizationId: string) => PromiseLike<boolean>
}

/** The organization's customer companies. */
export interface AccountsPort<Tx> {
  /**
   * Returns those of `ids` (distinct, at most 10,000, perhaps none) that exist in the organization, in any order. A
   * soft-deleted account does not exist.
   * The accounts that exist should not be deleted before the transaction ends: lock them (`for share`).
   */
  readonly findExisting: (tx: Tx, organizationId: string, ids: ReadonlyArray<string>) => PromiseLike<Iterable<string>>
}

/** The contact types that the organization defines. */
export interface ContactTypesPort<Tx> {
  /** Returns those of `ids` (distinct, perhaps none) that exist in the organization, as for accounts. */
  readonly findExisting: (tx: Tx, organizationId: string, ids: ReadonlyArray<string>) => PromiseLike<Iterable<string>>
  /** Returns the organization's default contact type, or null or undefined if it has none. */
  readonly findDefault: (tx: Tx, organizationId: string) => PromiseLike<string | null | undefined>
}

/** The organization's contacts. */
export interface ContactsPort<Tx> {
  /**
   * Returns the active contacts that have one of `emails` (distinct, perhaps none), in any order, including those that
   * other transactions have committed since this one began. Soft-deleted contacts are ignored.
   */
  readonly findByEmail: (
    tx: Tx,
    organizationId: string,
    emails: ReadonlyArray<string>,
  ) => PromiseLike<Iterable<EmailOwner>>

  /**
   * Inserts those of `contacts` (with distinct emails, perhaps none) whose email no active contact has, with their
   * accounts, and returns how many were inserted. Existing contacts are not changed. If two concurrent transactions have
   * the same email, one inserts it and the other skips it: use a unique index and `on conflict do nothing`. Inserting in
   * the order of the emails avoids deadlocks.
   *
   * A contact that is not counted is one whose email another contact has. Reject if there is another reason, such as an
   * organization that does not exist.
   */
  readonly insertNew: (tx: Tx, organizationId: string, contacts: ReadonlyArray<NewContact>) => PromiseLike<number>
}

/** The email of an active contact, and its id. */
export interface EmailOwner {
  readonly email: string
  /** The id with which the contact was inserted. */
  readonly id: string
}

/** The results stored under idempotency keys. A key belongs to one organization. */
export interface IdempotencyRecordsPort<Tx> {
  /**
   * Locks the key until the transaction ends, however it ends. Returns false, without waiting, if another transaction
   * holds it.
   */
  readonly claim: (tx: Tx, organizationId: string, key: string) => PromiseLike<boolean>

  /**
   * Returns the record of the key if it is not older than `since`. Called after `claim`; or without it, to read a record that
   * is committed while another transaction holds the key.
   */
  readonly find: (
    tx: Tx,
    organizationId: string,
    key: string,
    since: Date,
  ) => PromiseLike<IdempotencyRecord | null | undefined>

  /** Stores the record. Replaces an older one. */
  readonly store: (tx: Tx, organizationId: string, key: string, record: IdempotencyRecord) => PromiseLike<unknown>

  /** Removes the record of the key if `result.importId` is the id. Required with `imports`. */
  readonly removeOfImport?: (tx: Tx, organizationId: string, key: string, importId: string) => PromiseLike<unknown>

  /** Deletes the records of all organizations that are older than `date`, and returns how many there were. */
  readonly removeOlderThan: (tx: Tx, date: Date) => PromiseLike<number>
}

/** The bulk creates that were given a name. */
export interface ImportsPort<Tx> {
  /** Records an import, all of whose created contacts remain. Called after `contacts.insertNew`. */
  readonly record: (tx: Tx, organizationId: string, newImport: NewImport) => PromiseLike<unknown>

  /**
   * Soft-deletes the active contacts whose `importId` is `id`, and no others, and notes the time of the first undo.
   * Returns null or undefined, and changes nothing, if the organization has no such import. If two undos of an import run
   * at the same time, each contact is counted by one of them.
   */
  readonly undo: (tx: Tx, organizationId: string, id: string, now: Date) => PromiseLike<UndoneImport | null | undefined>

  /** Lists imports in descending order of their ids. */
  readonly list: (tx: Tx, organizationId: string, page: ImportsPage) => PromiseLike<Iterable<Import>>
}

/** The stored result of a successful request. */
export interface IdempotencyRecord {
  /** Equal for two requests that ask for the same. */
  readonly fingerprint: string
  /** Plain data that can be stored as JSON. */
  readonly result: StoredResult
  readonly createdAt: Date
}
