import type { AddressInfo } from "node:net"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { makeApp } from "./app.ts"

const store = makeMemoryStore({ id: "acme", accounts: ["A123"], contactTypes: ["CT123"], defaultContactType: "CT123" })
const app = await makeApp(store, crypto.randomUUID())

const server = app.listen(0, "127.0.0.1", () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  console.log(`curl -c cookies.txt ${origin}/login -H 'content-type: application/json' -d '{"user":"ada"}'
curl -b cookies.txt ${origin}/crm/v1/accounts/contacts/bulk -H 'content-type: application/json' \\
  -d '{"contacts":["Ada Lovelace <ada@example.com>"]}'`)
})
