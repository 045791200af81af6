import type { BulkContactsPorts, Contact } from "@bulk-contacts/core/promise"
import { Effect } from "effect"
import { makeMemoryStore as makeStore } from "../MemoryStore.ts"
import type { OrganizationSeed } from "../OrganizationSeed.ts"
import { promisePorts } from "./promisePorts.ts"

/** The ports in memory, and what a test needs to arrange them and to look into them. */
export interface MemoryStore {
  readonly ports: Required<BulkContactsPorts<object>>
  /** Adds an organization; one that exists gets what the seed has more. */
  readonly seed: (organization: OrganizationSeed) => void
  /** Every contact of the organization in the order of creation, soft-deleted ones too. */
  readonly contacts: (organizationId: string) => ReadonlyArray<Contact>
  /** Soft-deletes the contact that owns the email, if one does, after the transactions under way. */
  readonly deleteContact: (organizationId: string, email: string) => Promise<void>
  /** Removes it after the transactions under way. */
  readonly deleteAccount: (organizationId: string, account: string) => Promise<void>
  /** Removes it after the transactions under way. */
  readonly deleteContactType: (organizationId: string, contactType: string) => Promise<void>
}

/** A new store. It is gone with the process. */
export const makeMemoryStore = (...organizations: ReadonlyArray<OrganizationSeed>): MemoryStore => {
  const store = makeStore(...organizations)
  return {
    ports: promisePorts(store.layer),
    seed: store.seed,
    contacts: store.contacts,
    deleteContact: (organizationId, email) => Effect.runPromise(store.deleteContact(organizationId, email)),
    deleteAccount: (organizationId, account) => Effect.runPromise(store.deleteAccount(organizationId, account)),
    deleteContactType: (organizationId, contactType) =>
      Effect.runPromise(store.deleteContactType(organizationId, contactType)),
  }
}
