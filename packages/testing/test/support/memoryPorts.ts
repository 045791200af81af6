import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import type { BulkContactsPorts } from "@bulk-contacts/core/promise"
import { layerPromiseStore, type PromiseStoreFixture } from "@bulk-contacts/testing"

type MemoryPorts = ReturnType<typeof makeMemoryStore>["ports"]
type MemoryTx = MemoryPorts extends BulkContactsPorts<infer Tx> ? Tx : never

/** Ports on a new memory store, after `change`, and its fixture after `changeFixture`. */
export const memoryPorts = (
  change: (ports: MemoryPorts) => BulkContactsPorts<MemoryTx> = (ports) => ports,
  changeFixture: (fixture: PromiseStoreFixture) => PromiseStoreFixture = (fixture) => fixture,
) => {
  const { ports, seed, contacts, ...store } = makeMemoryStore()
  const fixture: PromiseStoreFixture = {
    createOrganization: async (id) => seed({ id }),
    createAccount: async (id, account) => seed({ id, accounts: [account] }),
    deleteAccount: store.deleteAccount,
    createContactType: async (id, type, { isDefault }) =>
      seed({ id, contactTypes: [type], ...(isDefault && { defaultContactType: type }) }),
    deleteContactType: store.deleteContactType,
    deleteContact: store.deleteContact,
    contacts: async (id) => contacts(id),
  }
  return layerPromiseStore(change(ports), changeFixture(fixture))
}
