import { type MemoryStore, makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { ApiKeyFixture, StoreFixture } from "@bulk-contacts/testing"
import { Effect, Layer, Redacted } from "effect"
import { SecureRandom } from "effect/crypto"

/** A new memory store, and what the suites need in addition. */
export const layerMemory = Layer.suspend(() => layerOf(makeMemoryStore()))

/** The same, with the shortcut of a server. */
export const layerDirectMemory = Layer.suspend(() => {
  const store = makeMemoryStore()
  return Layer.merge(layerOf(store), store.layerDirectInserts)
})

const layerOf = (store: MemoryStore) => {
  const fixture = StoreFixture.of({
    createOrganization: (id) => Effect.sync(() => store.seed({ id })),
    createAccount: (id, account) => Effect.sync(() => store.seed({ id, accounts: [account] })),
    deleteAccount: store.deleteAccount,
    createContactType: (id, type, { isDefault }) =>
      Effect.sync(() => store.seed({ id, contactTypes: [type], ...(isDefault && { defaultContactType: type }) })),
    deleteContactType: store.deleteContactType,
    deleteContact: store.deleteContact,
    contacts: (id) => Effect.sync(() => store.contacts(id)),
  })
  const apiKeyFixture = ApiKeyFixture.of({
    createApiKey: (id) =>
      Effect.sync(() => {
        const key = SecureRandom.uuidV7Unsafe()
        store.seed({ id, apiKeys: [key] })
        return Redacted.make(key)
      }),
    revokeApiKey: (key) => store.revokeApiKey(Redacted.value(key)),
  })
  return Layer.mergeAll(store.layer, Layer.succeed(StoreFixture, fixture), Layer.succeed(ApiKeyFixture, apiKeyFixture))
}
