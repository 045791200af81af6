import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { BulkCreateDefaults, BulkCreateRequest, ContactInput } from "../request/BulkCreateRequest.ts"
import type { BulkCreateOutcome } from "./BulkCreateOutcome.ts"
import type { Import, ImportsPage, UndoImportOutcome } from "./Import.ts"

/** Options of a call that can be aborted. */
export interface AbortableOptions extends BulkCreateOptions {
  /** If it aborts before the commit, nothing is stored and the call rejects with its reason. */
  readonly signal?: AbortSignal
}

/** The bulk creation of contacts as promises. */
export interface ContactsService {
  /**
   * Creates contacts in bulk: normalizes and validates all of them, checks the accounts and contact types they name,
   * skips those whose email exists, and stores the rest.
   *
   * Resolves with the counts (`ok: true`), or with the reason why the request was rejected (`ok: false`). The request may
   * be anything, such as JSON from outside: a `BulkCreateRequest` is what is not rejected. Values are copied when they
   * are checked, so the caller may change its own afterwards.
   *
   * Rejects with whatever a port rejected with, or a getter of the request threw, and with a `TypeError` that names an
   * option that is unknown or has the wrong type. Atomic: either every contact counted as created is stored, or none. Concurrent
   * requests with the same email create it exactly once. The number of port calls does not depend on the number of
   * contacts.
   */
  readonly bulkCreate: {
    (organizationId: string, request: BulkCreateRequest, options?: AbortableOptions): Promise<BulkCreateOutcome>
    (organizationId: string, request: unknown, options?: AbortableOptions): Promise<BulkCreateOutcome>
  }

  /**
   * `bulkCreate` for contacts that arrive one by one, in any number: `maxContacts` does not apply. They are checked as
   * they arrive and wait in memory until the last one. Also rejects with whatever `contacts` throws. If reading ends
   * early, the iterator's `return` is called, and not waited for.
   */
  readonly bulkCreateStream: (
    organizationId: string,
    contacts: AsyncIterable<ContactInput> | Iterable<ContactInput>,
    defaults?: BulkCreateDefaults,
    options?: AbortableOptions,
  ) => Promise<BulkCreateOutcome>

  /**
   * Undoes an import: soft-deletes the contacts that it created and that still exist, and removes the stored result of its
   * idempotency key, so that the same request creates them again. Atomic. Other contacts are not touched. Rejects with a
   * `TypeError` if the store does not have the port `imports`.
   */
  readonly undoImport: (organizationId: string, importId: string) => Promise<UndoImportOutcome>

  /**
   * Lists the imports of the organization, the newest first. The id of the last one of a page, as `after`, leads to the
   * next page. Default: the newest 100. Rejects with a `TypeError` if the store does not have the port `imports`.
   */
  readonly listImports: (organizationId: string, page?: Partial<ImportsPage>) => Promise<ReadonlyArray<Import>>

  /** Deletes the idempotency records that can no longer be replayed, and resolves with how many there were. */
  readonly deleteExpiredRecords: () => Promise<number>
}
