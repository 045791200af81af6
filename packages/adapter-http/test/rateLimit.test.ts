import { Clock, Effect } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { type Answer, post, startServer } from "./support/server.ts"

const request = { contacts: ["ada@example.com"] }
const rateLimit = ({ headers }: Answer) =>
  ["limit", "remaining", "reset"].map((name) => Number(headers.get(`x-ratelimit-${name}`)))

it("rejects requests of a key above its limit, says when to retry, and counts each key separately", async () => {
  const server = await startServer({ rateLimit: 2, testClock: true })
  const first = await post(server, request)
  assert.strictEqual(first.status, 201)
  assert.deepStrictEqual(rateLimit(first), [2, 1, 30])
  assert.deepStrictEqual(rateLimit(await post(server, request)), [2, 0, 60])

  const refused = await post(server, request)
  assert.strictEqual(refused.status, 429)
  assert.deepStrictEqual(Object.keys(refused.body), ["statusCode", "message", "error"])
  assert.deepStrictEqual(rateLimit(refused), [2, 0, 60])
  assert.strictEqual(refused.headers.get("retry-after"), "30")

  const other = { contacts: ["ada@example.com"], contactType: "CT9" }
  assert.strictEqual((await post(server, other, { "x-api-key": "other-key" })).status, 201)
})

it("allows one more request per share of the minute, up to the limit", async () => {
  const server = await startServer({ rateLimit: 4, testClock: true })
  const remaining = async () => {
    const answer = await post(server, request)
    return answer.status === 429 ? "refused" : rateLimit(answer)[1]
  }
  const burst = [await remaining(), await remaining(), await remaining(), await remaining(), await remaining()]
  assert.deepStrictEqual(burst, [3, 2, 1, 0, "refused"])

  const refused = await post(server, request)
  assert.strictEqual(refused.headers.get("retry-after"), "15")
  assert.deepStrictEqual(rateLimit(refused), [4, 0, 60])
  await server.advance("14 seconds")
  assert.strictEqual(await remaining(), "refused")
  await server.advance("1 second")
  assert.strictEqual(await remaining(), 0)
  assert.strictEqual(await remaining(), "refused")

  await server.advance("10 minutes")
  assert.strictEqual(await remaining(), 3)
})

it("never rejects a client that keeps to the rate, and says when the full limit is available again", async () => {
  const server = await startServer({ rateLimit: 4, testClock: true })
  await post(server, request)
  await post(server, request)
  for (const _ of Array.from({ length: 20 })) {
    const answer = await post(server, request)
    assert.deepStrictEqual(rateLimit(answer), [4, 1, 45])
    await server.advance("15 seconds")
  }
})

it("keeps its pace when the wall clock is set back by an hour", async () => {
  let [wall, monotonic] = [Date.now(), 0n]
  const clock: Clock.Clock = Object.assign(Object.create(await Effect.runPromise(Clock.Clock)), {
    currentTimeMillisUnsafe: () => wall,
    monotonicTimeNanosUnsafe: () => monotonic,
  })
  const server = await startServer({ rateLimit: 1, clock })
  assert.strictEqual((await post(server, request)).status, 201)
  wall -= 3_600_000
  assert.strictEqual((await post(server, request)).headers.get("retry-after"), "60")
  monotonic += 60_000_000_000n
  assert.strictEqual((await post(server, request)).status, 200)
})

it("does not count requests without a valid key", async () => {
  const server = await startServer({ rateLimit: 1 })
  for (const _ of [1, 2, 3]) {
    const { status, headers } = await post(server, request, { "x-api-key": "unknown" })
    assert.strictEqual(status, 401)
    assert.isFalse(headers.has("x-ratelimit-limit"))
  }
})

it("is off by default", async () => {
  const { headers } = await post(await startServer(), request)
  assert.isFalse(headers.has("x-ratelimit-limit"))
})

describe("a shared store that answers nonsense", () => {
  let reply: unknown
  const serverWithReply = startServer({ rateLimit: 5, tokenBucket: () => reply })

  const isInteger = (text: string | null, least: number, most: number) =>
    text !== null && /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most

  it("has no effect on headers that cannot be, whatever numbers it returns", async () => {
    const extremes = fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, -0.5, 0.5, 2 ** 53, -(2 ** 53), -0)
    const number = fc.oneof(extremes, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
    const server = await serverWithReply
    await fc.assert(
      fc.asyncProperty(fc.tuple(number, number), async (given) => {
        reply = given
        const { status, headers } = await post(server, request)
        assert.include([200, 201, 429], status)
        assert.strictEqual(headers.get("x-ratelimit-limit"), "5")
        assert.isTrue(isInteger(headers.get("x-ratelimit-remaining"), 0, 4), headers.get("x-ratelimit-remaining") ?? "")
        assert.isTrue(isInteger(headers.get("x-ratelimit-reset"), 0, 61), headers.get("x-ratelimit-reset") ?? "")
        if (status === 429) assert.isTrue(isInteger(headers.get("retry-after"), 1, 60))
      }),
    )
  })

  const nonsense = [[Number.NaN, 0], [0, Number.NaN], [Infinity, 0], ["1", "2"], [], [1], null, undefined, "OK", {}]
  it.each(nonsense.map((answer) => [answer]))("is not believed: %j", async (given) => {
    reply = given
    const server = await serverWithReply
    const from = server.log.length
    const { status, headers } = await post(server, request)
    assert.include([200, 201], status)
    assert.isFalse(headers.has("x-ratelimit-remaining"))
    assert.include(server.log.slice(from).join(), "Cannot count requests for the rate limit")
  })
})
