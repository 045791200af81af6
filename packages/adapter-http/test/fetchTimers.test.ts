import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import { ConnectionFailed, createBulkContactsClient, ResponseTimeout, ServiceUnavailable } from "../src/client/index.ts"

const counts = { total: 1, created: 1, skipped: 0 }
const created = () => Response.json(counts, { status: 201 })
const contacts = ["a@example.com"]
const HOUR = 3_600_000

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe("a retry", () => {
  /** The waits before each retry, in milliseconds: they end at once. Time limits, which are longer, never end. */
  const waits: Array<number> = []
  beforeEach(() => {
    waits.length = 0
    const setTimer = (run: () => void, milliseconds = 0) => {
      if (milliseconds < HOUR) {
        waits.push(milliseconds)
        queueMicrotask(run)
      }
      return undefined as unknown as ReturnType<typeof setTimeout>
    }
    vi.spyOn(globalThis, "setTimeout").mockImplementation(setTimer as typeof setTimeout)
  })

  const call = async (...turns: ReadonlyArray<() => Response>) => {
    let sent = 0
    const client = createBulkContactsClient({
      baseUrl: "http://host.example",
      silenceTimeout: "1 day",
      responseTimeout: "1 day",
      fetch: async () => (turns[sent++] ?? created)(),
    })
    const error = await client.bulkCreate({ contacts }).then(
      () => undefined,
      (error) => error,
    )
    return { error, sent }
  }
  const busy = (status: number, headers: Record<string, string> = {}, error = "Service Unavailable") =>
    Response.json({ statusCode: status, message: "Busy", error }, { status, headers })

  it.each<[number, Record<string, string>, number, number]>([
    [503, { "retry-after": "7" }, 7000, 7000],
    [409, { "retry-after": "1" }, 1000, 1000],
    [429, { "retry-after": "60" }, 60_000, 60_000],
    [408, {}, 160, 240],
    [502, {}, 160, 240],
    [504, {}, 160, 240],
    [503, { "retry-after": "0" }, 160, 240],
    [503, { "retry-after": "soon" }, 160, 240],
    [503, { "retry-after": "-1" }, 160, 240],
    [503, { "retry-after": "1e9" }, 160, 240],
    [503, { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, 160, 240],
    [503, { "retry-after": "Thu, 99 Jan 2030 00:00:00 GMT" }, 160, 240],
  ])(
    "after %s with %j waits as long as Retry-After says, or about 0.2 seconds",
    async (status, headers, least, most) => {
      assert.strictEqual((await call(() => busy(status, headers))).sent, 2)
      assert.lengthOf(waits, 1)
      assert.isAtLeast(waits[0] ?? 0, least)
      assert.isAtMost(waits[0] ?? 0, most)
    },
  )

  it("waits until the time that Retry-After names", async () => {
    vi.spyOn(Date, "now").mockReturnValue(Date.parse("2026-11-29T08:00:00Z"))
    await call(() => busy(503, { "retry-after": "Sun, 29 Nov 2026 08:00:30 GMT" }))
    assert.deepStrictEqual(waits, [30_000])
  })

  it.each(["61", "1000000000", "9".repeat(400), "Fri, 31 Dec 9999 23:59:59 GMT"])(
    "does not happen if Retry-After asks for more than a minute: %s",
    async (retryAfter) => {
      const { error, sent } = await call(() => busy(503, { "retry-after": retryAfter }))
      assert.instanceOf(error, ServiceUnavailable)
      assert.deepStrictEqual([error.message, sent], ["Busy", 1])
    },
  )

  it.each([400, 401, 403, 404, 413, 500])("does not happen after %i", async (status) => {
    assert.strictEqual((await call(() => busy(status))).sent, 1)
  })

  it("happens five times, with growing waits, and then there is the last error", async () => {
    const unreachable = new TypeError("fetch failed")
    const fail = () => {
      throw unreachable
    }
    const { error, sent } = await call(fail, fail, fail, fail, fail, fail)
    assert.instanceOf(error, ConnectionFailed)
    assert.strictEqual(error.cause, unreachable)
    assert.strictEqual(sent, 6)
    for (const [index, exact] of [200, 400, 800, 1600, 3200].entries()) {
      assert.isAtLeast(waits[index] ?? 0, exact * 0.8)
      assert.isAtMost(waits[index] ?? 0, exact * 1.2)
    }
  })
})

describe("the time limits", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  })
  const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)

  /** A call whose server reads the whole request, and responds when it is told to. */
  const start = (source: Array<string> | AsyncIterable<string>, respond: Promise<Response>) => {
    const state = { result: "waiting" }
    const client = createBulkContactsClient({
      baseUrl: "http://host.example",
      fetch: async (input, init) => {
        await new Request(input, init).text()
        return respond
      },
    })
    const call = client.bulkCreateStream(source).then(
      () => "response",
      (error) => (error instanceof ResponseTimeout ? "timeout" : String(error)),
    )
    void call.then((result) => {
      state.result = result
    })
    return { state, call }
  }

  it("let a source of contacts be slow", async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = async function* () {
      await gates[0]?.promise
      yield "a@example.com"
      await gates[1]?.promise
    }
    const { state, call } = start(slow(), Promise.resolve(created()))
    for (const gate of gates) {
      await minutes(10)
      assert.strictEqual(state.result, "waiting")
      gate.resolve()
    }
    await minutes(0.5)
    assert.strictEqual(await call, "response")
  })

  it("end a call whose server is silent for a minute after the last contact", async () => {
    const { state } = start(contacts, new Promise(() => {}))
    await minutes(0.9)
    assert.strictEqual(state.result, "waiting")
    await minutes(0.2)
    assert.strictEqual(state.result, "timeout")
  })

  it("grow with the contacts sent", async () => {
    const { state } = start(
      Array.from({ length: 60_000 }, (_, n) => `a${n}@example.com`),
      new Promise(() => {}),
    )
    await minutes(2.8)
    assert.strictEqual(state.result, "waiting")
    await minutes(0.4)
    assert.strictEqual(state.result, "timeout")
  })
})
