import * as runner from "bun:test"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { bulkCreateSuite, idempotencySuite, layerPromiseStore, storeSuite, streamSuite } from "@bulk-contacts/testing"

const { ports, seed, ...memory } = makeMemoryStore()

const store = layerPromiseStore(ports, {
  createOrganization: async (id) => seed({ id }),
  createAccount: async (id, account) => seed({ id, accounts: [account] }),
  deleteAccount: memory.deleteAccount,
  createContactType: async (id, type, { isDefault }) =>
    seed({ id, contactTypes: [type], ...(isDefault && { defaultContactType: type }) }),
  deleteContactType: memory.deleteContactType,
  deleteContact: memory.deleteContact,
  contacts: async (id) => memory.contacts(id),
})

const options = { runner, runs: 3, tolerated: { "nested rollback": "plain functions have no savepoints" } }

storeSuite("store", store, options)
bulkCreateSuite("bulk creates", store, options)
idempotencySuite("idempotency keys", store, options)
streamSuite("streams", store, options)
