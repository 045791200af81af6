import { inspect } from "node:util"
import { StoreFailure } from "@bulk-contacts/core"
import { HttpClientError } from "effect/http"
import { assert, it } from "vitest"
import { type BulkContactsClient, Conflict, ServiceUnavailable, TooManyRequests } from "../src/client/index.ts"
import { callClient } from "./support/callClient.ts"
import { holdStore } from "./support/hold.ts"
import { startProxy, type Turn } from "./support/proxy.ts"
import { startServer } from "./support/server.ts"

const server = await startServer()

const bulkCreate = (
  target: { readonly origin: string },
  ...call: Parameters<BulkContactsClient["Service"]["bulkCreate"]>
) => callClient(target, (client) => client.bulkCreate(...call))

const contacts = ["a@example.com"]

it.each<Turn>([
  "break before the server",
  "break after the server",
  "break within the answer",
  { status: 502 },
  { status: 504, body: "<html>" },
])("creates nothing twice if the connection or a proxy fails: %j", async (turn) => {
  const email = `${JSON.stringify(turn).replace(/\W/g, "")}@example.com`.toLowerCase()
  const proxy = await startProxy(server, turn, turn)
  const { response, waits } = await bulkCreate(proxy, { contacts: [email] })
  const replayed = turn === "break after the server" || turn === "break within the answer"
  assert.deepStrictEqual(response, { total: 1, created: 1, skipped: 0, replayed })
  assert.lengthOf(
    server.store.contacts("org").filter((contact) => contact.email === email),
    1,
  )
  assert.lengthOf(proxy.keys, 3)
  assert.lengthOf(new Set(proxy.keys), 1)
  assert.lengthOf(waits, 2)
})

it.each<[number, Record<string, string>, number, number]>([
  [503, { "retry-after": "7" }, 7000, 7000],
  [409, { "retry-after": "1" }, 1000, 1000],
  [429, { "retry-after": "60" }, 60_000, 60_000],
  [408, {}, 160, 240],
  [503, { "retry-after": "0" }, 160, 240],
  [503, { "retry-after": "soon" }, 160, 240],
  [503, { "retry-after": "-1" }, 160, 240],
  [503, { "retry-after": "1e9" }, 160, 240],
  [503, { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, 160, 240],
  [503, { "retry-after": "Thu, 99 Jan 2030 00:00:00 GMT" }, 160, 240],
  [503, {}, 160, 240],
])(
  "after %s with %j, waits as long as Retry-After says, or about 0.2 seconds",
  async (status, headers, least, most) => {
    const { response, waits } = await bulkCreate(await startProxy(server, { status, headers }), { contacts })
    assert.strictEqual(response?.total, 1)
    assert.lengthOf(waits, 1)
    assert.isAtLeast(waits[0] ?? 0, least)
    assert.isAtMost(waits[0] ?? 0, most)
  },
)

it.each(["61", "1000000000", "9".repeat(400), "Fri, 31 Dec 9999 23:59:59 GMT"])(
  "gives up with the server's error if Retry-After asks for more than a minute: %s",
  async (retryAfter) => {
    const body = JSON.stringify({ statusCode: 503, message: "Busy", error: "Service Unavailable" })
    const proxy = await startProxy(server, { status: 503, headers: { "retry-after": retryAfter }, body })
    const { error, waits } = await bulkCreate(proxy, { contacts })
    assert.instanceOf(error, ServiceUnavailable)
    assert.strictEqual(error.message, "Busy")
    assert.isEmpty(waits)
  },
)

it("gives up if another request with the key stays in progress", async () => {
  const held = await holdStore(server)
  const send = () => bulkCreate(server, { contacts: ["held@example.com"] }, { idempotencyKey: "held" })
  const calls = [send(), send()]
  const { error, waits } = await Promise.race(calls)
  await held.release()
  assert.instanceOf(error, Conflict)
  assert.deepStrictEqual(waits.slice(0, 2), [1000, 1000])
  const results = await Promise.all(calls)
  assert.lengthOf(
    results.filter(({ response }) => response?.created === 1),
    1,
  )
})

it("gives up after five retries, with growing waits and the server's error", async () => {
  const storeFails = new StoreFailure({ retryable: true, cause: new Error("down") })
  const proxy = await startProxy(await startServer({ storeFails }))
  const { error, waits } = await bulkCreate(proxy, { contacts })
  assert.instanceOf(error, ServiceUnavailable)
  assert.lengthOf(proxy.keys, 6)
  assert.deepStrictEqual(waits.slice(0, 2), [1000, 1000])
  const [third, fourth, fifth] = waits.slice(2)
  for (const [wait, exact] of [
    [third, 800],
    [fourth, 1600],
    [fifth, 3200],
  ] as const) {
    assert.isAtLeast(wait ?? 0, exact * 0.8)
    assert.isAtMost(wait ?? 0, Math.max(1000, exact * 1.2))
  }
})

it("gives up with the error of the rate limit", async () => {
  const limited = await startServer({ rateLimit: 1 })
  await bulkCreate(limited, { contacts })
  const { error, waits } = await bulkCreate(limited, { contacts: ["b@example.com"] })
  assert.instanceOf(error, TooManyRequests)
  for (const wait of waits) assert.isAtLeast(wait, 2000)
})

it("gives up if nobody listens, with an error that does not contain the API key", async () => {
  const { error } = await bulkCreate({ origin: "http://127.0.0.1:1" }, { contacts })
  assert.instanceOf(error, HttpClientError.HttpClientError)
  assert.strictEqual(error.reason._tag, "TransportError")
  assert.notMatch(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error), /['"]key['"]/)
})
