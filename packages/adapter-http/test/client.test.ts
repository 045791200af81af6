import { inspect } from "node:util"
import { StoreFailure } from "@bulk-contacts/core"
import { Clock, Duration, Effect, Redacted } from "effect"
import { FetchHttpClient, HttpClientError } from "effect/http"
import { assert, describe, it } from "vitest"
import {
  BadRequest,
  BulkContactsClient,
  type BulkCreateError,
  type BulkCreateResponse,
  Conflict,
  createBulkContactsClient,
  InternalServerError,
  NotFound,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnprocessableEntity,
  UnsupportedMediaType,
} from "../src/client/index.ts"
import { createWebHandler } from "../src/web/index.ts"
import { holdStore } from "./support/hold.ts"
import { startProxy, type Turn } from "./support/proxy.ts"
import { MAX_BODY_BYTES, startServer, type TestServer } from "./support/server.ts"

interface Outcome {
  readonly answer?: BulkCreateResponse
  readonly error?: BulkCreateError
  /** In milliseconds, what it waited for before each retry. */
  readonly waits: Array<number>
}

/** Calls `bulkCreate` on a clock that never makes wait. */
const call = async (
  { origin }: { readonly origin: string },
  ...[request, options]: Parameters<BulkContactsClient["Service"]["bulkCreate"]>
): Promise<Outcome> => {
  const waits: Array<number> = []
  const clock: Clock.Clock = Object.assign(Object.create(await Effect.runPromise(Clock.Clock)), {
    sleep: (duration: Duration.Duration) => Effect.sync(() => waits.push(Duration.toMillis(duration))),
  })
  return Effect.flatMap(BulkContactsClient, (client) => client.bulkCreate(request, options)).pipe(
    Effect.match({ onSuccess: (answer) => ({ answer, waits }), onFailure: (error) => ({ error, waits }) }),
    Effect.provide(BulkContactsClient.layer({ baseUrl: origin, apiKey: Redacted.make("key") })),
    Effect.provide(FetchHttpClient.layer),
    Effect.provideService(Clock.Clock, clock),
    Effect.runPromise,
  )
}

const stored = ({ store }: TestServer, email: string) =>
  store.contacts("org").filter((contact) => contact.email === email)

const server = await startServer()

describe("the answer", () => {
  it("is the counts", async () => {
    const request = { contacts: ["ada@example.com", { email: "ADA@example.com" }], accountIds: ["A1"] }
    assert.deepStrictEqual((await call(server, request)).answer, { total: 2, created: 1, skipped: 1, replayed: false })
    assert.deepStrictEqual((await call(server, request)).answer, { total: 2, created: 0, skipped: 2, replayed: false })
    assert.lengthOf(stored(server, "ada@example.com"), 1)
  })

  it("has the outcomes if they are asked for", async () => {
    const { answer } = await call(server, { contacts: ["o@example.com", "O@example.com"] }, { outcomes: true })
    const id = stored(server, "o@example.com")[0]?.id as string
    assert.deepStrictEqual(answer?.outcomes, [
      { index: 0, email: "o@example.com", status: "created", id },
      { index: 1, email: "o@example.com", status: "skipped", reason: "duplicate_in_request", duplicateOf: 0 },
    ])
  })

  it("of a dry run is what would be", async () => {
    const { answer } = await call(server, { contacts: ["dry@example.com"] }, { dryRun: true })
    assert.deepStrictEqual(answer, { total: 1, created: 1, skipped: 0, replayed: false })
    assert.isEmpty(stored(server, "dry@example.com"))
  })

  it("is a replay for a key that was used, whatever the key looks like", async () => {
    const send = () => call(server, { contacts: ["key@example.com"] }, { idempotencyKey: '"quoted \\' })
    const counts = { total: 1, created: 1, skipped: 0 }
    assert.deepStrictEqual((await send()).answer, { ...counts, replayed: false })
    assert.deepStrictEqual((await send()).answer, { ...counts, replayed: true })
  })
})

describe("an idempotency key", () => {
  it("is sent with each call, a new one; not with a dry run", async () => {
    const proxy = await startProxy(server)
    for (const dryRun of [false, false, true]) await call(proxy, { contacts: ["new@example.com"] }, { dryRun })
    const [first, second, dry] = proxy.keys
    for (const key of [first, second]) assert.match(key ?? "", /^"[\da-f-]{36}"$/)
    assert.notStrictEqual(first, second)
    assert.isUndefined(dry)
  })
})

describe("an error", () => {
  const withServer = async (options: Parameters<typeof startServer>[0]) =>
    call(await startServer(options), { contacts: ["a@example.com"] })
  const throughProxy = async (turn: Turn) => call(await startProxy(server, turn), { contacts: ["a@example.com"] })
  const envelope = (statusCode: number, error: string): Turn => ({
    status: statusCode,
    body: JSON.stringify({ statusCode, message: "…", error }),
  })

  it.each<[number, new (...args: any) => any, () => Promise<Outcome>]>([
    [400, BadRequest, () => call(server, { contacts: [] })],
    [401, Unauthorized, () => throughProxy(envelope(401, "Unauthorized"))],
    [404, NotFound, () => call(server, { contacts: ["a@example.com"], accountIds: ["nope"] })],
    [413, PayloadTooLarge, () => call(server, { contacts: ["a".repeat(MAX_BODY_BYTES)] })],
    [415, UnsupportedMediaType, () => throughProxy(envelope(415, "Unsupported Media Type"))],
    [422, UnprocessableEntity, () => call(server, { contacts: ["b@example.com"] }, { idempotencyKey: '"quoted \\' })],
    [500, InternalServerError, () => withServer({ storeFails: "defect" })],
  ])("of status %s has its class, and is not retried", async (statusCode, Class, run) => {
    const { error, waits } = await run()
    assert.instanceOf(error, Class)
    assert.propertyVal(error, "statusCode", statusCode)
    assert.isEmpty(waits)
  })

  it("has the details", async () => {
    const { error } = await call(server, { contacts: ["a@example.com"], contactType: "nope" })
    assert.deepInclude(error, {
      message: "Contact type not found",
      details: [
        { field: "contactType", id: "nope", code: "contact_type_not_found", message: "Contact type not found: nope" },
      ],
    })
  })

  it("of a status that the API does not have is one of the HTTP client, and is not retried", async () => {
    const { error, waits } = await throughProxy({ status: 403 })
    assert.instanceOf(error, HttpClientError.HttpClientError)
    assert.isEmpty(waits)
  })
})

describe("a retry", () => {
  it.each<Turn>([
    "break before the server",
    "break after the server",
    "break within the answer",
    { status: 502 },
    { status: 504, body: "<html>" },
  ])("creates nothing twice where the connection is of no use: %j", async (turn) => {
    const email = `${JSON.stringify(turn).replace(/\W/g, "")}@example.com`.toLowerCase()
    const proxy = await startProxy(server, turn, turn)
    const { answer, waits } = await call(proxy, { contacts: [email] })
    const replayed = turn === "break after the server" || turn === "break within the answer"
    assert.deepStrictEqual(answer, { total: 1, created: 1, skipped: 0, replayed })
    assert.lengthOf(stored(server, email), 1)
    assert.lengthOf(proxy.keys, 3)
    assert.lengthOf(new Set(proxy.keys), 1)
    assert.lengthOf(waits, 2)
  })

  it.each<[number, Record<string, string>, number, number]>([
    [503, { "retry-after": "7" }, 7000, 7000],
    [409, { "retry-after": "1" }, 1000, 1000],
    [429, { "retry-after": "60" }, 60_000, 60_000],
    [503, { "retry-after": "0" }, 160, 240],
    [503, { "retry-after": "soon" }, 160, 240],
    [503, {}, 160, 240],
  ])("after %s with %j waits as long as it says, or a little", async (status, headers, least, most) => {
    const { answer, waits } = await call(await startProxy(server, { status, headers }), { contacts: ["w@example.com"] })
    assert.strictEqual(answer?.total, 1)
    assert.lengthOf(waits, 1)
    assert.isAtLeast(waits[0] ?? 0, least)
    assert.isAtMost(waits[0] ?? 0, most)
  })

  it("is given up where another request with the key stays under way", async () => {
    const held = await holdStore(server)
    const send = () => call(server, { contacts: ["under-way@example.com"] }, { idempotencyKey: "under way" })
    const calls = [send(), send()]
    const { error, waits } = await Promise.race(calls)
    await held.release()
    assert.instanceOf(error, Conflict)
    assert.deepStrictEqual(waits.slice(0, 2), [1000, 1000])
    const outcomes = await Promise.all(calls)
    assert.lengthOf(
      outcomes.filter(({ answer }) => answer?.created === 1),
      1,
    )
  })

  it("is the last of five, with waits that grow, and the error is the server's", async () => {
    const storeFails = new StoreFailure({ retryable: true, cause: new Error("down") })
    const proxy = await startProxy(await startServer({ storeFails }))
    const { error, waits } = await call(proxy, { contacts: ["a@example.com"] })
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

  it("is given up with the rate limit's error", async () => {
    const limited = await startServer({ rateLimit: 1 })
    await call(limited, { contacts: ["a@example.com"] })
    const { error, waits } = await call(limited, { contacts: ["b@example.com"] })
    assert.instanceOf(error, TooManyRequests)
    for (const wait of waits) assert.isAtLeast(wait, 2000)
  })

  it("is given up where nobody listens, and the error does not show the API key", async () => {
    const { error } = await call({ origin: "http://127.0.0.1:1" }, { contacts: ["a@example.com"] })
    assert.instanceOf(error, HttpClientError.HttpClientError)
    assert.strictEqual(error.reason._tag, "TransportError")
    assert.notMatch(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error), /['"]key['"]/)
  })
})

describe("the promise client", () => {
  const client = createBulkContactsClient({ baseUrl: server.origin, apiKey: "key" })

  it("answers, and rejects with the same errors", async () => {
    const { total, outcomes } = await client.bulkCreate({ contacts: ["promise@example.com"] }, { outcomes: true })
    assert.strictEqual(total, 1)
    assert.strictEqual(outcomes?.[0]?.email, "promise@example.com")
    const error = await client.bulkCreate({ contacts: ["no address"] }).catch((error) => error)
    assert.instanceOf(error, BadRequest)
    assert.deepStrictEqual(error.details?.[0]?.index, 0)
  })

  it("sends by the fetch that it is given", async () => {
    const urls: Array<string> = []
    const spy: typeof fetch = (input, init) => {
      urls.push(String(input))
      return fetch(input, init)
    }
    await createBulkContactsClient({ baseUrl: server.origin, apiKey: "key", fetch: spy }).bulkCreate({
      contacts: ["a@example.com"],
    })
    assert.deepStrictEqual(urls, [`${server.origin}/v1/accounts/contacts/bulk`])
  })

  it("has no API key where the server has an authentication of its own", async () => {
    const handler = await createWebHandler({
      store: server.store.layer,
      prefix: "/crm",
      authenticate: ({ headers }) =>
        headers.has("x-api-key") || headers.get("authorization") !== "Bearer secret" ? null : "org",
    })
    const fetch: typeof globalThis.fetch = (input, init) => handler.handle(new Request(input, init))
    const token = "secret"

    const withToken: typeof fetch = (input, init) => {
      const request = new Request(input, init)
      request.headers.set("authorization", `Bearer ${token}`)
      return fetch(request)
    }
    const client = createBulkContactsClient({ baseUrl: "https://example.com/crm", fetch: withToken })

    const contacts = ["h@example.com"]
    assert.deepInclude(await client.bulkCreate({ contacts }), { created: 1 })
    const withKey = createBulkContactsClient({ baseUrl: "https://example.com/crm", fetch: withToken, apiKey: "key" })
    assert.instanceOf(await withKey.bulkCreate({ contacts }).catch((error) => error), Unauthorized)
  })

  it("sends no property that the API does not know, and says which one it is", async () => {
    const mistyped: object = { contacts: [{ email: "typo@example.com", firstname: "Ada" }] }
    const error = await client.bulkCreate(mistyped as any).catch((error) => error)
    assert.include(String(error), '["contacts"][0]["firstname"]')
    assert.lengthOf(stored(server, "typo@example.com"), 0)
  })

  it("stops when its signal says so, with the signal's reason", async () => {
    const controller = new AbortController()
    const signals: Array<AbortSignal | null | undefined> = []
    const abortOnceSent: typeof fetch = (input, init) => {
      signals.push(init?.signal)
      queueMicrotask(() => controller.abort(new Error("enough")))
      return fetch(input, init)
    }
    const aborted = createBulkContactsClient({ baseUrl: server.origin, apiKey: "key", fetch: abortOnceSent })
    const error = await aborted
      .bulkCreate({ contacts: ["a@example.com"] }, { signal: controller.signal })
      .catch((error) => error)
    assert.strictEqual(error, controller.signal.reason)
    assert.deepStrictEqual(
      signals.map((signal) => signal?.aborted),
      [true],
    )
  })
})
