import type { AddressInfo } from "node:net"
import { handleNodeRequest } from "@bulk-contacts/adapter-http/node"
import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import express from "express"
import { assert, it, onTestFinished } from "vitest"

const start = async (mount: (app: express.Express, handle: express.RequestHandler) => void) => {
  const failures: Array<string> = []
  const contacts = await createWebHandler({
    store: makeMemoryStore({ id: "acme", contactTypes: ["CT1"], defaultContactType: "CT1" }).layer,
    prefix: "/crm",
    authenticate: () => "acme",
    onFailure: ({ cause }) => failures.push(String(cause)),
  })
  const app = express()
  mount(app, (request, response) => handleNodeRequest(contacts, request, response))
  const server = app.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  onTestFinished(() => void server.close())
  const post = async (contentType: string) => {
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/crm/v1/accounts/contacts/bulk`, {
      method: "POST",
      headers: { "content-type": contentType },
      body: contentType === "text/csv" ? "email\nada@example.com" : '{"contacts":["ada@example.com"]}',
    })
    return response.status
  }
  return { post, failures }
}

it("works although Express removes the prefix", async () => {
  const { post, failures } = await start((app, handle) => app.use("/crm", handle))
  assert.deepEqual([await post("application/json"), failures], [201, []])
})

it("responds at once, and says what to do, after express.json()", async () => {
  const { post, failures } = await start((app, handle) => app.use(express.json()).all("/crm/{*path}", handle))
  assert.strictEqual(await post("application/json"), 500)
  assert.match(failures[0] ?? "", /before body parsers/)
  assert.strictEqual(await post("text/csv"), 201)
})
