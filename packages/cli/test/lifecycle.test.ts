import { setTimeout } from "node:timers/promises"
import { assert, describe, it } from "vitest"
import { startCli } from "./support/cli.ts"
import { connect, holdRequest, untilRefused } from "./support/connection.ts"
import { emptyDatabaseUrl, lockContacts, setUpDatabase, untilBlocked } from "./support/database.ts"
import { post } from "./support/load.ts"

const memory = { STORE: "memory" }
/** Longer than any test. */
const NEVER = "3600"

const get = async (url: string) => {
  const response = await fetch(url)
  return { status: response.status, connection: response.headers.get("connection"), body: await response.json() }
}

const untilNotReady = async (origin: string) => {
  while ((await get(`${origin}/health/ready`)).status !== 503);
}

const created = '{"total":1,"created":1,"skipped":0}'

it.each(["SIGTERM", "SIGINT"] as const)("exits with 0 on %s", async (signal) => {
  const { end } = await startCli(memory)
  assert.strictEqual(await end(signal), 0)
})

it("reports that it is not ready but keeps serving during the delay, and closes connections after each response", async () => {
  const { origin, signal } = await startCli({ ...memory, SHUTDOWN_DELAY: NEVER })
  const held = await holdRequest(origin)
  assert.strictEqual((await get(`${origin}/health/ready`)).status, 200)
  assert.strictEqual((await get(`${origin}/health/live`)).connection, "keep-alive")
  signal("SIGTERM")
  await untilNotReady(origin)
  assert.deepStrictEqual(await get(`${origin}/health/ready`), {
    status: 503,
    connection: "close",
    body: { statusCode: 503, message: "The server is shutting down", error: "Service Unavailable" },
  })
  assert.deepStrictEqual(await get(`${origin}/health/live`), {
    status: 200,
    connection: "close",
    body: { status: "ok" },
  })
  const response = await held.finish()
  assert.match(response, /^HTTP\/1.1 201 /m)
  assert.match(response, /^connection: close\r$/im)
})

it("completes the requests in progress after the delay and accepts no new ones", async () => {
  const { origin, end } = await startCli({ ...memory, SHUTDOWN_DELAY: "1", SHUTDOWN_TIMEOUT: NEVER })
  const held = await holdRequest(origin)
  const exitCode = end("SIGTERM")
  await untilRefused(origin)
  const response = await held.finish()
  assert.match(response, /^HTTP\/1.1 201 /m)
  assert.match(response, /^connection: close\r$/im)
  assert.include(response, created)
  assert.strictEqual(await exitCode, 0)
})

it("does not wait for connections without a request: idle, unused, or in the middle of the headers", async () => {
  const { origin, end } = await startCli({ ...memory, SHUTDOWN_TIMEOUT: NEVER })
  const unused = await connect(origin)
  const slow = await connect(origin)
  slow.send("GET /health/live HTT")
  const idle = await connect(origin)
  const answered = idle.receives('{"status":"ok"}')
  idle.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
  assert.match(await answered, /^connection: keep-alive\r$/im)
  const closed = Promise.all([unused, slow, idle].map((connection) => connection.untilClosed()))
  assert.strictEqual(await end("SIGTERM"), 0)
  await closed
})

it("aborts requests after the timeout, logs how many, and exits with 1", async () => {
  const { origin, end, log } = await startCli({ ...memory, SHUTDOWN_TIMEOUT: "1" })
  const held = await holdRequest(origin)
  const closed = held.untilClosed()
  assert.strictEqual(await end("SIGTERM"), 1)
  await closed
  assert.include(await log, "Shutdown timed out: 1 request aborted")
})

it("completes a request in the database, or aborts it after the timeout, and then nothing of it is stored", async () => {
  const url = await emptyDatabaseUrl()
  const database = { STORE: "postgres", DATABASE_URL: url }
  const apiKey = await setUpDatabase(url)
  const startBlocked = async (environment: Record<string, string>, email: string) => {
    const server = await startCli({ ...database, ...environment })
    const lock = await lockContacts(url)
    const answer = post({ origin: () => server.origin, apiKey }, { contacts: [email] })
    await untilBlocked(url)
    return { server, lock, answer }
  }

  const finished = await startBlocked({ SHUTDOWN_TIMEOUT: NEVER }, "finished@example.com")
  const exitCode = finished.server.end("SIGTERM")
  await untilRefused(finished.server.origin)
  await finished.lock.release()
  assert.strictEqual((await finished.answer)?.status, 201)
  assert.strictEqual(await exitCode, 0)

  const aborted = await startBlocked({ SHUTDOWN_TIMEOUT: "0" }, "aborted@example.com")
  assert.strictEqual(await aborted.server.end("SIGTERM"), 1)
  assert.isNull(await aborted.answer)
  await aborted.lock.release()

  const { origin } = await startCli(database)
  const contacts = ["finished@example.com", "aborted@example.com"]
  const dryRun = await post({ origin: () => origin, apiKey }, { contacts }, "?dryRun=true")
  assert.deepStrictEqual(dryRun?.body, { total: 2, created: 1, skipped: 1 })
})

describe("a second signal", () => {
  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("%s ends the process at once with %i", async (second, code) => {
    const { origin, signal, exitCode } = await startCli({ ...memory, SHUTDOWN_TIMEOUT: NEVER })
    await holdRequest(origin)
    signal("SIGTERM")
    await untilRefused(origin)
    // A signal that follows the first one closely counts as the same signal, so it is sent until it has an effect.
    let ended = false
    const exit = exitCode.finally(() => {
      ended = true
    })
    while (!ended) {
      signal(second)
      await setTimeout(1)
    }
    assert.strictEqual(await exit, code)
  })

  it("counts as the first one if npm forwards what the terminal has sent already", async () => {
    const { origin, signal, exitCode } = await startCli({ ...memory, SHUTDOWN_TIMEOUT: NEVER })
    const held = await holdRequest(origin)
    signal("SIGINT")
    signal("SIGTERM")
    await untilRefused(origin)
    assert.include(await held.finish(), created)
    assert.strictEqual(await exitCode, 0)
  })
})
