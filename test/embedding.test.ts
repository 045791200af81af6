import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { type BulkCreateRequest, type ContactsService, makeContactsService } from "@bulk-contacts/core/promise"
import { assert, expect, it } from "vitest"

// The code of docs/embedding.md.

const acme = { id: "acme", accounts: ["A123"], contactTypes: ["CT123"], defaultContactType: "CT123" }
const ada = { contacts: ["ada@example.com"] }

it("the first steps", async () => {
  const store = makeMemoryStore({
    id: "acme",
    accounts: ["A123"],
    contactTypes: ["CT123"],
    defaultContactType: "CT123",
  })
  const contacts = makeContactsService(store.ports)

  const result = await contacts.bulkCreate("acme", {
    contacts: ["ada@example.com", { email: "ADA@example.com", firstName: "Ada" }],
    accountIds: ["A123"],
  })
  // { ok: true, total: 2, created: 1, skipped: 1, replayed: false }
  expect(result).toEqual({ ok: true, total: 2, created: 1, skipped: 1, replayed: false })
})

/** What a caller is told. */
const describeResult = async (contacts: ContactsService, request: BulkCreateRequest): Promise<string> => {
  const result = await contacts.bulkCreate("acme", request)
  if (result.ok) return `${result.created} created, ${result.skipped} skipped`
  switch (result.refusal) {
    case "InvalidRequest":
      return result.problems.map(({ index, field, message }) => `${index ?? "request"}: ${field} ${message}`).join("\n")
    case "ReferenceNotFound":
      return `${result.message}: ${[...result.accountIds, ...result.contactTypes].join(", ")}`
    case "NoContactsToCreate":
    case "IdempotencyKeyInUse":
    case "IdempotencyKeyReused":
    case "RequestTooLarge":
      return result.message
  }
}

it("results", async () => {
  const contacts = makeContactsService(makeMemoryStore(acme).ports)
  assert.strictEqual(await describeResult(contacts, ada), "1 created, 0 skipped")
  assert.strictEqual(await describeResult(contacts, { contacts: ["ada"] }), "0: email must be an email address")
  const mistyped: object = { acountIds: "A9" }
  assert.strictEqual(
    await describeResult(contacts, { ...ada, ...mistyped }),
    "request: acountIds is not a known property",
  )
  assert.strictEqual(await describeResult(contacts, { ...ada, accountIds: "A9" }), "Account not found: A9")
  assert.strictEqual(await describeResult(contacts, { contacts: [] }), "No contacts to create")
})

it("streams", async () => {
  const contacts = makeContactsService(makeMemoryStore(acme).ports)
  const file = ["ada@example.com", "grace@example.com", "ADA@example.com"]
  async function* rowsOf(rows: ReadonlyArray<string>) {
    yield* rows
  }

  const result = await contacts.bulkCreateStream("acme", rowsOf(file), { accountIds: ["A123"], source: "Import" })

  expect(result).toEqual({ ok: true, total: 3, created: 2, skipped: 1, replayed: false })
})

it("options", async () => {
  const store = makeMemoryStore(acme)
  const request = ada
  const contacts = makeContactsService({ ...store.ports, policy: { maxContacts: 50_000 } })

  await contacts.bulkCreate("acme", request, { dryRun: true, outcomes: true })
  await contacts.bulkCreate("acme", request, { lenient: true })
  await contacts.bulkCreate("acme", request, { idempotencyKey: "import-42" })
  await contacts.bulkCreate("acme", request, { signal: AbortSignal.timeout(10_000) })

  expect(store.contacts("acme")).toMatchObject([{ email: "ada@example.com" }])
})
