import { assert, it } from "vitest"
import { type Answer, post, startServer } from "./support/server.ts"

const request = { contacts: ["ada@example.com"] }
const rateLimit = ({ headers }: Answer) =>
  ["limit", "remaining", "reset"].map((name) => Number(headers.get(`x-ratelimit-${name}`)))

it("refuses the requests of a key beyond its limit, says when to retry, and counts each key for itself", async () => {
  const server = await startServer({ rateLimit: 2 })
  const first = await post(server, request)
  assert.strictEqual(first.status, 201)
  assert.deepStrictEqual(rateLimit(first).slice(0, 2), [2, 1])
  assert.deepStrictEqual(rateLimit(await post(server, request)).slice(0, 2), [2, 0])

  const refused = await post(server, request)
  const [limit, remaining, reset] = rateLimit(refused)
  assert.strictEqual(refused.status, 429)
  assert.deepStrictEqual(Object.keys(refused.body), ["statusCode", "message", "error"])
  assert.deepStrictEqual([limit, remaining], [2, 0])
  assert.isAbove(reset ?? 0, 0)
  assert.strictEqual(refused.headers.get("retry-after"), String(reset))

  const other = { contacts: ["ada@example.com"], contactType: "CT9" }
  assert.strictEqual((await post(server, other, { "x-api-key": "other-key" })).status, 201)
})

it("does not count requests without a valid key", async () => {
  const server = await startServer({ rateLimit: 1 })
  for (const _ of [1, 2, 3]) {
    const { status, headers } = await post(server, request, { "x-api-key": "unknown" })
    assert.strictEqual(status, 401)
    assert.isFalse(headers.has("x-ratelimit-limit"))
  }
})

it("is off unless it is set", async () => {
  const { headers } = await post(await startServer(), request)
  assert.isFalse(headers.has("x-ratelimit-limit"))
})
