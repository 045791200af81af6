import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { makeApp } from "./app.ts"

const store = makeMemoryStore({ id: "acme", accounts: ["A123"], contactTypes: ["CT123"], defaultContactType: "CT123" })
const app = await makeApp(store, crypto.randomUUID())
const token = app.jwt.sign({ organization: "acme" })

const address = await app.listen({ host: "127.0.0.1", port: 0 })
console.log(`curl ${address}/crm/v1/accounts/contacts/bulk \\
  -H 'authorization: Bearer ${token}' -H 'content-type: application/json' \\
  -d '{"contacts":["Ada Lovelace <ada@example.com>"]}'`)
