import type { AddressInfo } from "node:net"
import { mountedSuite } from "../../support/mountedSuite.ts"
import { makeApp } from "../app.ts"

const users: Readonly<Record<string, string>> = { acme: "ada", other: "grace" }

mountedSuite("Express", async (store) => {
  const app = await makeApp(store, "a secret")
  const server = app.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    credentials: async (organization) => {
      const body = JSON.stringify({ user: users[organization] })
      const response = await fetch(`${origin}/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      })
      return { cookie: response.headers.getSetCookie().join("; ") }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
})
