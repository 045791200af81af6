import { handleNodeRequest } from "@bulk-contacts/adapter-http/node"
import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import type { MemoryStore } from "@bulk-contacts/adapter-memory"
import express from "express"
import session from "express-session"

declare module "express-session" {
  interface SessionData {
    organization: string
  }
}

/** Users who may log in. A real service looks them up and checks a password. */
const organizations: Readonly<Record<string, string>> = { ada: "acme", grace: "other" }

/** A service on Express. Users have sessions. */
export const makeApp = async (store: MemoryStore, secret: string) => {
  const contacts = await createWebHandler({
    store: store.layer,
    prefix: "/crm",
    openApi: true,
    authenticate: (_request, { session }: express.Request) => session.organization,
  })

  const app = express()
  app.use(session({ secret, resave: false, saveUninitialized: false }))
  app.all("/crm/{*path}", (request, response) => handleNodeRequest(contacts, request, response))
  // After the handler, because a body can be read only once.
  app.use(express.json())
  app.post("/login", ({ body, session }, response) => {
    const organization = organizations[body.user]
    if (organization !== undefined) session.organization = organization
    response.sendStatus(organization === undefined ? 401 : 204)
  })
  app.post("/echo", ({ body }, response) => {
    response.json(body)
  })
  return app
}
