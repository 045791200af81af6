import assert from "node:assert/strict"
import { test } from "node:test"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { Signups } from "../signups.ts"

test("creates contacts for new people", async () => {
  const store = makeMemoryStore({ id: "acme", contactTypes: ["lead"], defaultContactType: "lead" })
  const signups = new Signups(makeContactsService(store.ports))
  assert.equal(await signups.import("acme", ["ada@example.com", "ADA@example.com"]), "1 new contacts, 1 existing")
  assert.partialDeepStrictEqual(store.contacts("acme"), [{ email: "ada@example.com", source: "Signup" }])
})
