import { inspect } from "node:util"
import { HttpClientError } from "effect/http"
import { assert, describe, it } from "vitest"
import {
  BadRequest,
  type BulkContactsClient,
  InternalServerError,
  NotFound,
  PayloadTooLarge,
  Unauthorized,
  UnprocessableEntity,
  UnsupportedMediaType,
} from "../src/client/index.ts"
import { type CallResult, callClient } from "./support/callClient.ts"
import { startProxy, type Turn } from "./support/proxy.ts"
import { MAX_BODY_BYTES, startServer } from "./support/server.ts"

const server = await startServer()

const bulkCreate = (
  target: { readonly origin: string },
  ...call: Parameters<BulkContactsClient["Service"]["bulkCreate"]>
) => callClient(target, (client) => client.bulkCreate(...call))

const stored = (email: string) => server.store.contacts("org").filter((contact) => contact.email === email)

describe("the response", () => {
  it("has the counts", async () => {
    const request = { contacts: ["ada@example.com", { email: "ADA@example.com" }], accountIds: ["A1"] }
    const { response: first } = await bulkCreate(server, request)
    assert.deepStrictEqual(first, { total: 2, created: 1, skipped: 1, replayed: false })
    const { response: second } = await bulkCreate(server, request)
    assert.deepStrictEqual(second, { total: 2, created: 0, skipped: 2, replayed: false })
    assert.lengthOf(stored("ada@example.com"), 1)
  })

  it("has the outcomes if requested", async () => {
    const { response } = await bulkCreate(server, { contacts: ["o@example.com", "O@example.com"] }, { outcomes: true })
    const id = stored("o@example.com")[0]?.id as string
    assert.deepStrictEqual(response?.outcomes, [
      { index: 0, email: "o@example.com", status: "created", id },
      { index: 1, email: "o@example.com", status: "skipped", reason: "duplicate_in_request", duplicateOf: 0 },
    ])
  })

  it("to a dry run has the counts, and nothing is stored", async () => {
    const { response } = await bulkCreate(server, { contacts: ["dry@example.com"] }, { dryRun: true })
    assert.deepStrictEqual(response, { total: 1, created: 1, skipped: 0, replayed: false })
    assert.isEmpty(stored("dry@example.com"))
  })

  it("is a replay for a used key, whatever characters the key has", async () => {
    const send = () => bulkCreate(server, { contacts: ["key@example.com"] }, { idempotencyKey: '"quoted \\' })
    const counts = { total: 1, created: 1, skipped: 0 }
    assert.deepStrictEqual((await send()).response, { ...counts, replayed: false })
    assert.deepStrictEqual((await send()).response, { ...counts, replayed: true })
  })
})

describe("an idempotency key", () => {
  it("is sent with each call, a new one each time, but not with a dry run", async () => {
    const proxy = await startProxy(server)
    for (const dryRun of [false, false, true]) await bulkCreate(proxy, { contacts: ["new@example.com"] }, { dryRun })
    const [first, second, dry] = proxy.keys
    for (const key of [first, second]) assert.match(key ?? "", /^"[\da-f-]{36}"$/)
    assert.notStrictEqual(first, second)
    assert.isUndefined(dry)
  })
})

describe("an error", () => {
  const contacts = ["a@example.com"]
  const throughProxy = async (turn: Turn) => bulkCreate(await startProxy(server, turn), { contacts })
  const envelope = (statusCode: number, error: string): Turn => ({
    status: statusCode,
    body: JSON.stringify({ statusCode, message: "…", error }),
  })

  it.each<[number, new (...args: any) => any, () => Promise<CallResult>]>([
    [400, BadRequest, () => bulkCreate(server, { contacts: [] })],
    [401, Unauthorized, () => throughProxy(envelope(401, "Unauthorized"))],
    [404, NotFound, () => bulkCreate(server, { contacts, accountIds: ["nope"] })],
    [413, PayloadTooLarge, () => bulkCreate(server, { contacts: ["a".repeat(MAX_BODY_BYTES)] })],
    [415, UnsupportedMediaType, () => throughProxy(envelope(415, "Unsupported Media Type"))],
    [
      422,
      UnprocessableEntity,
      () => bulkCreate(server, { contacts: ["b@example.com"] }, { idempotencyKey: '"quoted \\' }),
    ],
    [500, InternalServerError, async () => bulkCreate(await startServer({ storeFails: "defect" }), { contacts })],
  ])("of status %s has the class and the name of its status, and is not retried", async (statusCode, Class, run) => {
    const { error, waits } = await run()
    assert.instanceOf(error, Class)
    assert.propertyVal(error, "statusCode", statusCode)
    assert.propertyVal(error, "name", Class.name)
    assert.isEmpty(waits)
  })

  it("has the details", async () => {
    const { error } = await bulkCreate(server, { contacts, contactType: "nope" })
    assert.deepInclude(error, {
      message: "Contact type not found",
      details: [
        { field: "contactType", id: "nope", code: "contact_type_not_found", message: "Contact type not found: nope" },
      ],
    })
  })

  it("is printed with its name, its message, its stack and its details", async () => {
    const { error } = await bulkCreate(server, { contacts, contactType: "nope" })
    assert.match(inspect(error), /^NotFound: Contact type not found\n {4}at [\s\S]*statusCode: 404[\s\S]*id: 'nope'/)
  })

  it("of a status outside the API is an HttpClientError, and is not retried", async () => {
    const { error, waits } = await throughProxy({ status: 403 })
    assert.instanceOf(error, HttpClientError.HttpClientError)
    assert.isEmpty(waits)
  })
})
