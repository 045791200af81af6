import type { AddressInfo } from "node:net"
import { serve } from "@hono/node-server"
import { sign } from "hono/jwt"
import { mountedSuite } from "../../support/mountedSuite.ts"
import { makeApp } from "../app.ts"

mountedSuite("Hono", async (store) => {
  const app = await makeApp(store, "a secret")
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 })
  await new Promise((resolve) => server.once("listening", resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: async (organization) => ({
      authorization: `Bearer ${await sign({ organization }, "a secret", "HS256")}`,
    }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
})
