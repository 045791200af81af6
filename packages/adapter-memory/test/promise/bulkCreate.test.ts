import { type BulkCreateRefusal, type BulkCreateRequest, makeContactsService } from "@bulk-contacts/core/promise"
import { assert, describe, it } from "vitest"
import { acmeStore, aroundCalls } from "./store.ts"

const ada = { contacts: ["ada@example.com"] }

describe("makeContactsService", () => {
  it("returns the counts of a request", async () => {
    const store = acmeStore()
    const { bulkCreate } = makeContactsService(store.ports)
    const request = { contacts: ["ada@example.com", "ADA@example.com", "grace@example.com"], accountIds: "A1" }
    assert.deepStrictEqual(await bulkCreate("acme", request), {
      ok: true,
      total: 3,
      created: 2,
      skipped: 1,
      replayed: false,
    })
    assert.deepStrictEqual(
      store.contacts("acme").map(({ email }) => email),
      ["ada@example.com", "grace@example.com"],
    )
  })

  it("returns the outcome of each contact, also for a dry run, which stores nothing", async () => {
    const store = acmeStore()
    const { bulkCreate } = makeContactsService(store.ports)
    const foreseen = await bulkCreate("acme", ada, { dryRun: true, outcomes: true })
    assert.deepInclude(foreseen, { outcomes: [{ index: 0, email: "ada@example.com", status: "created" }] })
    assert.deepStrictEqual(store.contacts("acme"), [])
    const answer = await bulkCreate("acme", ada, { outcomes: true })
    const id = store.contacts("acme")[0]?.id ?? ""
    assert.deepInclude(answer, { outcomes: [{ index: 0, email: "ada@example.com", status: "created", id }] })
  })

  it.each<[BulkCreateRequest, BulkCreateRefusal]>([
    [{ contacts: [] }, { ok: false, refusal: "NoContactsToCreate", message: "No contacts to create" }],
    [
      { contacts: ["no address"] },
      {
        ok: false,
        refusal: "InvalidRequest",
        message: "Invalid request: 1 problem, nothing was created",
        problems: [{ index: 0, field: "email", code: "invalid_email", message: "must be an email address" }],
        omitted: 0,
      },
    ],
    [
      { ...ada, accountIds: ["A1", "A2"] },
      {
        ok: false,
        refusal: "ReferenceNotFound",
        message: "Account not found",
        accountIds: ["A2"],
        contactTypes: [],
        defaultContactTypeMissing: false,
        problems: [{ field: "accountIds", id: "A2", code: "account_not_found", message: "Account not found: A2" }],
        omitted: 0,
      },
    ],
    [
      { ...ada, contactType: "CT3" },
      {
        ok: false,
        refusal: "ReferenceNotFound",
        message: "Contact type not found",
        accountIds: [],
        contactTypes: ["CT3"],
        defaultContactTypeMissing: false,
        problems: [
          { field: "contactType", id: "CT3", code: "contact_type_not_found", message: "Contact type not found: CT3" },
        ],
        omitted: 0,
      },
    ],
  ])("explains why %j is rejected", async (request, refusal) => {
    const store = acmeStore()
    assert.deepStrictEqual(await makeContactsService(store.ports).bulkCreate("acme", request), refusal)
    assert.deepStrictEqual(store.contacts("acme"), [])
  })

  it("applies the given policy, with defaults for the rest", async () => {
    const { ports } = acmeStore()
    const { bulkCreate } = makeContactsService({ ...ports, policy: { allDuplicates: "reject" } })
    await bulkCreate("acme", ada)
    assert.deepInclude(await bulkCreate("acme", ada), { ok: false, refusal: "NoContactsToCreate" })
    const two = { contacts: ["a@example.com", "b@example.com"] }
    const small = makeContactsService({ ...ports, policy: { maxContacts: 1 } })
    assert.deepInclude(await small.bulkCreate("acme", two), { ok: false, refusal: "InvalidRequest" })
    assert.deepInclude(await small.bulkCreate("acme", ada), { ok: true, created: 0 })
  })

  it("executes a request once per idempotency key", async () => {
    const store = acmeStore()
    const { bulkCreate } = makeContactsService(store.ports)
    const idempotencyKey = "key"
    const first = await bulkCreate("acme", ada, { idempotencyKey })
    await store.deleteContact("acme", "ada@example.com")
    assert.deepStrictEqual<object>(await bulkCreate("acme", ada, { idempotencyKey }), { ...first, replayed: true })
    const reused = await bulkCreate("acme", { contacts: ["grace@example.com"] }, { idempotencyKey })
    assert.deepInclude(reused, { ok: false, refusal: "IdempotencyKeyReused" })
  })

  it("rejects a request while another one with the same key is in progress", async () => {
    const { bulkCreate } = makeContactsService(acmeStore().ports)
    const answers = await Promise.all([1, 2].map(() => bulkCreate("acme", ada, { idempotencyKey: "key" })))
    assert.deepInclude(answers[0], { ok: true, created: 1 })
    assert.deepInclude(answers[1], { ok: false, refusal: "IdempotencyKeyInUse" })
  })

  it("rejects an idempotency key if there is no port for records", async () => {
    const { idempotencyRecords: _, ...ports } = acmeStore().ports
    const creating = makeContactsService(ports).bulkCreate("acme", ada, { idempotencyKey: "key" })
    await creating.then(
      () => assert.fail("It resolved"),
      (error) => assert.include(error.message, "`idempotencyRecords`"),
    )
  })

  it("deletes records that are older than a day", async () => {
    const { ports } = acmeStore()
    const { bulkCreate, deleteExpiredRecords } = makeContactsService(ports)
    await bulkCreate("acme", ada, { idempotencyKey: "recent" })
    const createdAt = new Date(Date.now() - 25 * 60 * 60 * 1000)
    const result = { total: 1, created: 1, skipped: 0 }
    await ports.transaction(async (tx) => {
      await ports.idempotencyRecords.store(tx, "acme", "old", { fingerprint: "0", result, createdAt })
    })
    assert.strictEqual(await deleteExpiredRecords(), 1)
    assert.deepInclude(await bulkCreate("acme", ada, { idempotencyKey: "recent" }), { replayed: true })
  })

  it("calls one port at a time within a transaction", async () => {
    let inProgress = 0
    const ports = aroundCalls(acmeStore().ports, async (call) => {
      assert.strictEqual(++inProgress, 1)
      const answer = await call()
      inProgress--
      return answer
    })
    const contacts = [{ email: "ada@example.com", contactType: "CT2", accountIds: "A1" }, "grace@example.com"]
    const answer = await makeContactsService(ports).bulkCreate("acme", { contacts }, { idempotencyKey: "key" })
    assert.deepInclude(answer, { ok: true, created: 2 })
  })
})
