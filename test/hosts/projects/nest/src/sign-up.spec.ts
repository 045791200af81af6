import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { contactsSuite, layerPromiseStore } from "@bulk-contacts/testing"
import { Test } from "@nestjs/testing"
import { SignUp } from "./sign-up.js"
import { CONTACTS } from "./tokens.js"

describe("SignUp", () => {
  it("creates a contact", async () => {
    const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
    const module = await Test.createTestingModule({
      providers: [{ provide: CONTACTS, useValue: makeContactsService(store.ports) }, SignUp],
    }).compile()
    expect(await module.get(SignUp).signUp("Ada Lovelace <ada@example.com>")).toBe("Welcome")
    expect(store.contacts("acme")[0]?.lastName).toBe("Lovelace")
  })
})

const store = makeMemoryStore()
const layer = layerPromiseStore(store.ports, {
  createOrganization: async (id) => store.seed({ id }),
  createAccount: async (id, account) => store.seed({ id, accounts: [account] }),
  deleteAccount: store.deleteAccount,
  createContactType: async (id, type, { isDefault }) =>
    store.seed({ id, contactTypes: [type], ...(isDefault && { defaultContactType: type }) }),
  deleteContactType: store.deleteContactType,
  deleteContact: store.deleteContact,
  contacts: async (id) => store.contacts(id),
})

contactsSuite("The store", layer, { runner: { describe, it, afterAll }, runs: 3 })
