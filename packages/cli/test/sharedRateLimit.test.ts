import { assert, describe, it } from "vitest"
import { runCli, startCli } from "./support/cli.ts"
import { freePort, hasRedis, startRedis } from "./support/redis.ts"

/** A request, and how many more its key may send; null where it was not counted. */
const send = async ({ origin }: { readonly origin: string }, key = "demo-api-key") => {
  const response = await fetch(`${origin}/v1/accounts/contacts/bulk?dryRun=true`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: '{"contacts":["ada@example.com"]}',
  })
  await response.text()
  return { status: response.status, remaining: response.headers.get("x-ratelimit-remaining") }
}

const environment = (port: number) => ({ STORE: "memory", RATE_LIMIT: "3", REDIS_URL: `redis://127.0.0.1:${port}` })

const notCounted = { status: 200, remaining: null }

it("a Redis that is away costs a warning, and no request", async () => {
  const server = await startCli(environment(await freePort()))
  for (const _ of [1, 2, 3, 4, 5, 6, 7]) assert.deepStrictEqual(await send(server), notCounted)
  assert.strictEqual(await server.end("SIGTERM"), 0)
  assert.include(await server.log, "Redis cannot be reached")
  assert.include(await server.log, "Cannot count requests for the rate limit")
})

it.each(["127.0.0.1:6379", "http://127.0.0.1:6379", "redis://:secret@[", "redis://localhost/:secret"])(
  "REDIS_URL=%s is refused in one line that does not repeat it",
  async (url) => {
    const { status, stderr } = await runCli(["serve"], { ...environment(0), REDIS_URL: url })
    assert.strictEqual(status, 1)
    assert.match(stderr, /^bulk-contacts: REDIS_URL: [^\n]+\n$/)
    assert.notInclude(stderr, "secret")
  },
)

describe.skipIf(!hasRedis)("with Redis (skipped where redis-server is not installed)", () => {
  it("two servers count together", async () => {
    const port = await freePort()
    await startRedis(port)
    const [one, other] = [await startCli(environment(port)), await startCli(environment(port))]
    assert.deepStrictEqual(await send(one), { status: 200, remaining: "2" })
    assert.deepStrictEqual(await send(other), { status: 200, remaining: "1" })
    assert.deepStrictEqual(await send(one), { status: 200, remaining: "0" })
    assert.strictEqual((await send(other)).status, 429)
    assert.strictEqual((await send(one)).status, 429)
    assert.deepStrictEqual(await send(other, "demo-api-key-2"), { status: 200, remaining: "2" })
  })

  it("one that hangs holds nothing up, neither requests nor the end", async () => {
    const port = await freePort()
    const redis = await startRedis(port)
    const server = await startCli({ ...environment(port), SHUTDOWN_TIMEOUT: "3600" })
    assert.deepStrictEqual(await send(server), { status: 200, remaining: "2" })
    redis.signal("SIGSTOP")
    for (const _ of [1, 2, 3, 4, 5, 6, 7]) assert.deepStrictEqual(await send(server), notCounted)
    assert.strictEqual(await server.end("SIGTERM"), 0)
    assert.include(await server.log, "No answer within 250 millis")
  })

  it("one that comes back counts again", async () => {
    const port = await freePort()
    const server = await startCli(environment(port))
    assert.deepStrictEqual(await send(server), notCounted)
    await startRedis(port)
    const untilCounted = async () => {
      for (;;) {
        const { status, remaining } = await send(server)
        if (remaining !== null) return { status, remaining }
      }
    }
    assert.deepStrictEqual(await untilCounted(), { status: 200, remaining: "2" })
  })
})
