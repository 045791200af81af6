import { assert, describe, it } from "vitest"
import { startCli } from "./support/cli.ts"
import { freePort, hasRedis, startRedis } from "./support/redis.ts"

/** Sends a request. `remaining`: how many more its key may send; null if it was not counted. */
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

it("without a reachable Redis there is a warning, and every request is served", async () => {
  const server = await startCli(environment(await freePort()))
  for (const _ of [1, 2, 3, 4, 5, 6, 7]) assert.deepStrictEqual(await send(server), notCounted)
  assert.strictEqual(await server.end("SIGTERM"), 0)
  assert.include(await server.log, "Cannot reach Redis")
  assert.include(await server.log, "Cannot count requests for the rate limit")
})

describe.skipIf(!hasRedis)("with Redis (skipped if redis-server is not installed)", () => {
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

  it("one that hangs delays neither requests nor the shutdown", async () => {
    const port = await freePort()
    const redis = await startRedis(port)
    const server = await startCli({ ...environment(port), SHUTDOWN_TIMEOUT: "3600" })
    assert.deepStrictEqual(await send(server), { status: 200, remaining: "2" })
    redis.signal("SIGSTOP")
    for (const _ of [1, 2, 3, 4, 5, 6, 7]) assert.deepStrictEqual(await send(server), notCounted)
    assert.strictEqual(await server.end("SIGTERM"), 0)
    assert.include(await server.log, "No response within 250 millis")
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
