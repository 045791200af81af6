import {
  type Contact,
  type ContactReader,
  type PromisePorts,
  promisePortsContext,
  type ReferenceReader,
  type StagedContacts,
} from "@bulk-contacts/core"
import type { BulkContactsPorts, Contact as PlainContact } from "@bulk-contacts/core/promise"
import { type Context, Effect, Layer } from "effect"
import { StoreFixture } from "./StoreFixture.ts"
import type { Store } from "./Suite.ts"

/** `StoreFixture` as plain async functions. If `contact types` is tolerated, those for contact types are never called. They change the store like another program, and wait for its locks. */
export interface PromiseStoreFixture {
  /** The id is always new: no test uses the organization of another. */
  readonly createOrganization: (id: string) => PromiseLike<unknown>
  /** Adds an account to an existing organization. */
  readonly createAccount: (organizationId: string, id: string) => PromiseLike<unknown>
  /** Soft-deletes it, or deletes it if the store has no soft deletion. */
  readonly deleteAccount: (organizationId: string, id: string) => PromiseLike<unknown>
  /** `isDefault` replaces an existing default. */
  readonly createContactType: (
    organizationId: string,
    id: string,
    options: { readonly isDefault: boolean },
  ) => PromiseLike<unknown>
  /** Soft-deletes it, or deletes it if the store has no soft deletion. */
  readonly deleteContactType: (organizationId: string, id: string) => PromiseLike<unknown>
  /** Soft-deletes the active contact that has the email. */
  readonly deleteContact: (organizationId: string, email: string) => PromiseLike<unknown>
  /** Returns all committed contacts in the order of their ids, including soft-deleted ones. */
  readonly contacts: (organizationId: string) => PromiseLike<ReadonlyArray<PlainContact>>
}

/**
 * Makes a store for the suites from ports that are plain async functions, and from a fixture that arranges the store and
 * reads it back.
 *
 * @example
 * ```ts
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
 * import { bulkCreateSuite, layerPromiseStore, storeSuite } from "@bulk-contacts/testing"
 * import * as vitest from "vitest"
 *
 * const store = makeMemoryStore()
 *
 * const layer = layerPromiseStore(store.ports, {
 *   createOrganization: async (id) => store.seed({ id }),
 *   createAccount: async (id, account) => store.seed({ id, accounts: [account] }),
 *   deleteAccount: store.deleteAccount,
 *   createContactType: async (id, type, { isDefault }) =>
 *     store.seed({ id, contactTypes: [type], ...(isDefault && { defaultContactType: type }) }),
 *   deleteContactType: store.deleteContactType,
 *   deleteContact: store.deleteContact,
 *   contacts: async (id) => store.contacts(id),
 * })
 * const tolerated = { "nested rollback": "plain async functions have no savepoints" }
 * const options = { runner: vitest, runs: 5, tolerated }
 *
 * storeSuite("The ports of my store", layer, options)
 * bulkCreateSuite("Bulk creates in my store", layer, options)
 * ```
 */
export const layerPromiseStore = <Tx>(
  ports: BulkContactsPorts<Tx>,
  fixture: PromiseStoreFixture,
): Layer.Layer<Store | StagedContacts | ContactReader | ReferenceReader> =>
  Layer.merge(
    // Without the ports that read, only their suites fail.
    Layer.succeedContext(promisePortsContext(ports) as Context.Context<PromisePorts | ContactReader | ReferenceReader>),
    Layer.succeed(StoreFixture, {
      createOrganization: (id) => done(() => fixture.createOrganization(id)),
      createAccount: (organizationId, id) => done(() => fixture.createAccount(organizationId, id)),
      deleteAccount: (organizationId, id) => done(() => fixture.deleteAccount(organizationId, id)),
      createContactType: (organizationId, id, options) =>
        done(() => fixture.createContactType(organizationId, id, options)),
      deleteContactType: (organizationId, id) => done(() => fixture.deleteContactType(organizationId, id)),
      deleteContact: (organizationId, email) => done(() => fixture.deleteContact(organizationId, email)),
      contacts: (organizationId) =>
        // Only brands are missing. The suites compare the values.
        Effect.map(
          Effect.promise(() => fixture.contacts(organizationId)),
          (contacts) => contacts as ReadonlyArray<Contact>,
        ),
    }),
  )

const done = (promise: () => PromiseLike<unknown>): Effect.Effect<void> => Effect.asVoid(Effect.promise(promise))
