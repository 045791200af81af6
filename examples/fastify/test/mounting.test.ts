import { toWebRequest } from "@bulk-contacts/adapter-http/node"
import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import fastify from "fastify"
import { assert, it, onTestFinished } from "vitest"

it("responds at once, and says what to do, if Fastify reads bodies", async () => {
  const failures: Array<string> = []
  const contacts = await createWebHandler({
    store: makeMemoryStore({ id: "acme", contactTypes: ["CT1"], defaultContactType: "CT1" }).layer,
    prefix: "/crm",
    authenticate: () => "acme",
    onFailure: ({ cause }) => failures.push(String(cause)),
  })
  const app = fastify()
  app.all("/crm/*", (request, reply) => contacts.handle(toWebRequest(request.raw, reply.raw)))
  onTestFinished(() => app.close())
  const origin = await app.listen({ host: "127.0.0.1", port: 0 })
  const response = await fetch(`${origin}/crm/v1/accounts/contacts/bulk`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"contacts":["ada@example.com"]}',
  })
  assert.strictEqual(response.status, 500)
  assert.match(failures[0] ?? "", /before body parsers/)
})
