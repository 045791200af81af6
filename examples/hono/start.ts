import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { serve } from "@hono/node-server"
import { sign } from "hono/jwt"
import { makeApp } from "./app.ts"

const secret = crypto.randomUUID()
const store = makeMemoryStore({ id: "acme", accounts: ["A123"], contactTypes: ["CT123"], defaultContactType: "CT123" })
const token = await sign({ organization: "acme" }, secret, "HS256")

serve({ fetch: (await makeApp(store, secret)).fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  console.log(`curl http://127.0.0.1:${port}/crm/v1/accounts/contacts/bulk \\
  -H 'authorization: Bearer ${token}' -H 'content-type: application/json' \\
  -d '{"contacts":["Ada Lovelace <ada@example.com>"]}'`)
})
