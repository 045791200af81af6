import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { Effect, Either } from "effect-3"

// Either is of Effect 3.
console.log(Effect.runSync(Either.right("Effect 3")))

const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
const outcome = await makeContactsService(store.ports).bulkCreate("acme", { contacts: ["ada@example.com"] })
console.log(JSON.stringify(outcome))
