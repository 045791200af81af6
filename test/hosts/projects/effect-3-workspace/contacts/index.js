import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { makeContactsService } from "@bulk-contacts/core/promise"

const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
export const contacts = makeContactsService(store.ports)
