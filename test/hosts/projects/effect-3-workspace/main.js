import { contacts } from "contacts"
import { Effect, Either } from "effect"

// Either is of Effect 3.
console.log(Effect.runSync(Either.right("Effect 3")))
console.log(JSON.stringify(await contacts.bulkCreate("acme", { contacts: ["ada@example.com"] })))
