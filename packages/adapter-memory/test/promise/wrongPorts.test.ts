import { layerPromisePorts } from "@bulk-contacts/core"
import { type BulkContactsPorts, makeContactsService } from "@bulk-contacts/core/promise"
import { assert, describe, it } from "vitest"
import { acmeStore } from "./store.ts"

const acme = acmeStore().ports
const ada = { contacts: ["ada@example.com", "grace@example.com"], accountIds: ["A1"], contactType: "CT2" }

/** What a port without type checks may return by mistake, and a part of the resulting message. */
const wrongAnswers: ReadonlyArray<[port: string, answer: unknown, message: string]> = [
  ["accounts.findExisting", undefined, "must return an iterable of ids, not undefined"],
  ["accounts.findExisting", "A1", "must return an iterable of ids, not a value of type string"],
  ["accounts.findExisting", { rows: [] }, "must return an iterable of ids, not a value of type object"],
  ["accounts.findExisting", [{ id: "A1" }], "must return ids as strings, not a value of type object"],
  ["contactTypes.findExisting", [7], "must return ids as strings, not 7"],
  ["contactTypes.findDefault", { id: "CT1" }, "must return an id as a string, or null, not a value of type object"],
  ["contacts.insertNew", undefined, "must return how many of the 2 contacts it inserted, not undefined"],
  ["contacts.insertNew", [{}, {}], "not an array"],
  ["contacts.insertNew", 2n, "not a value of type bigint"],
  ["contacts.insertNew", "2", "not a value of type string"],
  ["contacts.insertNew", 3, "not 3"],
  ["contacts.insertNew", -1, "not -1"],
  ["contacts.insertNew", Number.NaN, "not NaN"],
  ["contacts.findByEmail", undefined, "must return an iterable of contacts, not undefined"],
  ["contacts.findByEmail", ["ada@example.com"], "objects with an `email` and an `id`, both strings"],
  ["contacts.findByEmail", [{ email: "ada@example.com", id: 1 }], "objects with an `email` and an `id`, both strings"],
  ["contacts.findByEmail", [{ email: "Ada@Example.com", id: "1" }], "in lower case"],
  ["idempotencyRecords.claim", { pg_try_advisory_xact_lock: true }, "must return true or false"],
  ["idempotencyRecords.find", [], "must return a record as it was stored, or null, not an array"],
  ["idempotencyRecords.find", { fingerprint: "0", result: "{}" }, "must return a record as it was stored, or null"],
]

/** The ports with another function in place of the one at a path. */
const replace = (ports: BulkContactsPorts<object>, path: string, port: unknown): BulkContactsPorts<object> => {
  const [group = "", name = ""] = path.split(".")
  return { ...ports, [group]: name === "" ? port : { ...(ports as any)[group], [name]: port } }
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then((answer) => assert.fail(`It resolved: ${JSON.stringify(answer)}`)).catch(String)

describe("A port that returns a wrong value", () => {
  it.each(wrongAnswers)("%s: %o is named, and nothing is stored", async (path, answer, message) => {
    const store = acmeStore()
    const { bulkCreate } = makeContactsService(replace(store.ports, path, async () => answer))
    const { contactType: _, ...untyped } = ada
    const request = path === "contactTypes.findDefault" ? untyped : ada
    const told = await messageOf(bulkCreate("acme", request, { outcomes: true, idempotencyKey: "key" }))
    assert.include(told, `\`${path}\``)
    assert.include(told, message)
    assert.notInclude(told.toLowerCase(), "ada@example.com")
    assert.lengthOf(store.contacts("acme"), 0)
  })

  it("may return more than was asked for", async () => {
    const { ports, contacts } = acmeStore()
    const everybody = async () => contacts("acme").concat({ email: "other@example.com", id: "7" } as any)
    const { bulkCreate } = makeContactsService(replace(ports, "contacts.findByEmail", everybody))
    assert.deepInclude(await bulkCreate("acme", ada, { outcomes: true }), { ok: true, created: 2 })
  })
})

it("A port may return a value instead of a promise", async () => {
  const ports = replace(acme, "accounts.findExisting", () => ["A1"])
  assert.deepInclude(await makeContactsService(ports).bulkCreate("acme", ada, { dryRun: true }), {
    ok: true,
    created: 2,
  })
})

describe("A port that is missing", () => {
  it.each([
    "transaction",
    "accounts",
    "contactTypes",
    "contacts",
    "accounts.findExisting",
    "contactTypes.findExisting",
    "contactTypes.findDefault",
    "contacts.findByEmail",
    "contacts.insertNew",
    "idempotencyRecords.claim",
    "idempotencyRecords.find",
    "idempotencyRecords.store",
    "idempotencyRecords.removeOlderThan",
  ])("%s is named before there is a request", (path) => {
    assert.throws(() => makeContactsService(replace(acme, path, undefined)), path)
  })

  it("is named if it is `idempotencyRecords`, which an HTTP API requires", () => {
    const { idempotencyRecords: _, ...ports } = acme
    // @ts-expect-error: the compiler rejects this too
    assert.throws(() => layerPromisePorts(ports), "idempotencyRecords")
  })

  it("does not hide another missing one", () => {
    const { transaction } = acme
    assert.throws(
      () => makeContactsService({ transaction } as any),
      "accounts.findExisting, contactTypes.findExisting, contactTypes.findDefault, contacts.findByEmail, contacts.insertNew",
    )
  })
})

it("An organization id that is not a string is a programming error", async () => {
  const { bulkCreate, bulkCreateStream } = makeContactsService(acme)
  const told = "The organization's id must be a string, not undefined"
  assert.include(await messageOf(bulkCreate(undefined as any, ada)), told)
  assert.include(await messageOf(bulkCreateStream(undefined as any, ada.contacts)), told)
})

it("bulkCreateStream rejects a string, and an object with a list", async () => {
  const { bulkCreateStream } = makeContactsService(acme)
  const told = "`contacts` must be an iterable"
  for (const contacts of ["ada@example.com", ada, null])
    assert.include(await messageOf(bulkCreateStream("acme", contacts as any)), told)
})
