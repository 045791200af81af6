const { makeMemoryStore } = require("@bulk-contacts/adapter-memory/promise")
const { makeContactsService } = require("@bulk-contacts/core/promise")
const express = require("express")

const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
const contacts = makeContactsService(store.ports)

const app = express()
app.use(express.json())
app.post("/contacts", async (request, response) => {
  const outcome = await contacts.bulkCreate("acme", request.body)
  response.status(outcome.ok ? 201 : 400).json(outcome)
})

const server = app.listen(0, "127.0.0.1", async () => {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/contacts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ contacts: ["Ada <ada@example.com>", "ADA@example.com"] }),
  })
  console.log(response.status, JSON.stringify(await response.json()))
  server.close()
})
