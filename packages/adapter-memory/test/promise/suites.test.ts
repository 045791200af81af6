import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { times } from "@bulk-contacts/test-support/times"
import {
  bulkCreateSuite,
  idempotencySuite,
  importsSuite,
  layerPromiseStore,
  storeSuite,
  streamSuite,
} from "@bulk-contacts/testing"
import { Layer } from "effect"
import * as vitest from "vitest"

/** A new memory store behind ports that are plain async functions. */
const layerStore = Layer.suspend(() => {
  const store = makeMemoryStore()
  return layerPromiseStore(store.ports, {
    createOrganization: async (id) => store.seed({ id }),
    createAccount: async (id, account) => store.seed({ id, accounts: [account] }),
    deleteAccount: store.deleteAccount,
    createContactType: async (id, type, { isDefault }) =>
      store.seed({ id, contactTypes: [type], ...(isDefault && { defaultContactType: type }) }),
    deleteContactType: store.deleteContactType,
    deleteContact: store.deleteContact,
    contacts: async (id) => store.contacts(id),
  })
})

const options = {
  runner: vitest,
  runs: times(4, 50),
  tolerated: { "nested rollback": "plain async functions have no savepoints" },
}

storeSuite("Promise ports on MemoryStore", layerStore, options)
bulkCreateSuite("Bulk creates through promise ports", layerStore, options)
idempotencySuite("Idempotency keys through promise ports", layerStore, options)
streamSuite("Streams through promise ports", layerStore, options)
importsSuite("Imports through promise ports", layerStore, options)
