import { valueCases } from "@bulk-contacts/testing"
import { assert, describe, it } from "vitest"
import { post, startServer } from "./support/server.ts"

const server = await startServer()

describe.each(valueCases)("$name", ({ name: _, contacts, ...defaults }) => {
  it.each(contacts)("%j", async (contact, expected) => {
    const before = server.store.contacts("org").length
    const { status, body } = await post(server, { contacts: [contact], ...defaults })
    const stored = server.store.contacts("org")
    if ("email" in expected) {
      assert.strictEqual(body.total, 1)
      assert.deepInclude<object>(stored.find(({ email }) => email === expected.email) ?? {}, expected)
    } else {
      assert.strictEqual(status, 400)
      assert.strictEqual(body.details[0].code, expected.code)
      assert.include(body.details[0].message, expected.names)
      assert.strictEqual(stored.length, before)
    }
  })
})
