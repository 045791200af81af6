import type { BulkContactsPorts, Contact } from "@bulk-contacts/core/promise"
import * as Effect from "effect/Effect"
import { makeMemoryStore as makeStore } from "../MemoryStore.ts"
import type { OrganizationSeed } from "../OrganizationSeed.ts"
import { makePromisePorts } from "./makePromisePorts.ts"

/**
 * The ports of the promise API in memory, and functions for tests to set them up and to inspect them.
 *
 * Each change waits for the transactions in progress. Deleting what does not exist does nothing.
 */
export interface MemoryStore {
  readonly ports: Required<BulkContactsPorts<object>>
  /** Adds an organization, or adds to an existing one what it does not have. */
  readonly seed: (organization: OrganizationSeed) => void
  /** All contacts of the organization in the order of creation, including soft-deleted ones. */
  readonly contacts: (organizationId: string) => ReadonlyArray<Contact>
  /** Soft-deletes the active contact that has the email. */
  readonly deleteContact: (organizationId: string, email: string) => Promise<void>
  /** Closes the account: new contacts cannot refer to it. */
  readonly deleteAccount: (organizationId: string, account: string) => Promise<void>
  /** Closes the contact type: new contacts cannot refer to it. */
  readonly deleteContactType: (organizationId: string, contactType: string) => Promise<void>
}

/**
 * Makes a store. Its data is lost when the process ends.
 *
 * @example
 * ```ts
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
 * import { makeContactsService } from "@bulk-contacts/core/promise"
 *
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
 * const contacts = makeContactsService(store.ports)
 *
 * await contacts.bulkCreate("acme", { contacts: ["Ada Lovelace <ada@example.com>"] })
 * console.log(store.contacts("acme").map(({ lastName }) => lastName)) // [ 'Lovelace' ]
 * ```
 */
export const makeMemoryStore = (...organizations: ReadonlyArray<OrganizationSeed>): MemoryStore => {
  const store = makeStore(...organizations)
  return {
    ports: makePromisePorts(store.layer),
    seed: store.seed,
    contacts: store.contacts,
    deleteContact: (organizationId, email) => Effect.runPromise(store.deleteContact(organizationId, email)),
    deleteAccount: (organizationId, account) => Effect.runPromise(store.deleteAccount(organizationId, account)),
    deleteContactType: (organizationId, contactType) =>
      Effect.runPromise(store.deleteContactType(organizationId, contactType)),
  }
}
