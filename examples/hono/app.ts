import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import type { MemoryStore } from "@bulk-contacts/adapter-memory"
import { Hono } from "hono"
import { verify } from "hono/jwt"

/** A service on Hono. Users authenticate with JSON Web Tokens that name their organization. */
export const makeApp = async (store: MemoryStore, secret: string) => {
  const contacts = await createWebHandler({
    store: store.layer,
    prefix: "/crm",
    openApi: true,
    authenticate: async (request) => {
      const token = request.headers.get("authorization")?.match(/^Bearer (.+)$/)?.[1]
      if (token === undefined) return null
      const claims = await verify(token, secret, "HS256").catch(() => null)
      return typeof claims?.["organization"] === "string" ? claims["organization"] : null
    },
  })

  const app = new Hono()
  app.post("/echo", async (c) => c.json(await c.req.json()))
  app.all("/crm/*", (c) => contacts.handle(c.req.raw))
  return app
}
