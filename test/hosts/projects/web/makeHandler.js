import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"

/** The API on a store in memory, or on another one that has the same organization. */
export const makeHandler = (
  store = makeMemoryStore({ id: "acme", accounts: ["A1"], contactTypes: ["CT1"], defaultContactType: "CT1" }).layer,
) =>
  createWebHandler({
    store,
    prefix: "/crm",
    openApi: true,
    authenticate: (request) => (request.headers.get("authorization") === "Bearer secret" ? "acme" : null),
  })
