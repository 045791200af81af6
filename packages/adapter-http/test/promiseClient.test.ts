import { assert, describe, it, vi } from "vitest"
import { BadRequest, createBulkContactsClient, Unauthorized, UnexpectedResponse } from "../src/client/index.ts"
import { createWebHandler } from "../src/web/index.ts"
import { startProxy } from "./support/proxy.ts"
import { startServer } from "./support/server.ts"

const server = await startServer()
const client = createBulkContactsClient({ baseUrl: server.origin, apiKey: "key" })
const stored = (prefix: string) => server.store.contacts("org").filter(({ email }) => email.startsWith(prefix))
const counts = { total: 1, created: 1, skipped: 0 }
const unauthorized = { statusCode: 401, message: "…", error: "Unauthorized" }
const envelope = { statusCode: 400, message: "…", error: "Bad Request" }
const errorOf = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error) => error)

describe("bulkCreate", () => {
  it("resolves with the response, and rejects with the error", async () => {
    const { total, outcomes } = await client.bulkCreate({ contacts: ["promise@example.com"] }, { outcomes: true })
    assert.strictEqual(total, 1)
    assert.strictEqual(outcomes?.[0]?.status, "created")
    const error = await errorOf(client.bulkCreate({ contacts: ["no address"] }))
    assert.instanceOf(error, BadRequest)
    assert.deepStrictEqual(error.details?.[0]?.index, 0)
  })

  it("uses the given fetch", async () => {
    const urls: Array<string> = []
    const spy: typeof fetch = (input, init) => {
      urls.push(String(input))
      return fetch(input, init)
    }
    const spied = createBulkContactsClient({ baseUrl: server.origin, apiKey: "key", fetch: spy })
    await spied.bulkCreate({ contacts: ["a@example.com"] })
    assert.deepStrictEqual(urls, [`${server.origin}/v1/accounts/contacts/bulk`])
  })

  it("needs no API key if the server has its own authentication", async () => {
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
    assert.deepInclude(await client.bulkCreateStream(["i@example.com"]), { created: 1 })
    const withKey = createBulkContactsClient({ baseUrl: "https://example.com/crm", fetch: withToken, apiKey: "key" })
    assert.instanceOf(await errorOf(withKey.bulkCreate({ contacts })), Unauthorized)
  })

  it("takes JSON from outside as it is: the server says what is wrong with it", async () => {
    const request: unknown = JSON.parse('{ "contacts": ["json@example.com"], "accountIds": "A1", "source": null }')
    assert.deepInclude(await client.bulkCreate(request), { created: 1 })
    const mistyped: object = { contacts: [{ email: "typo@example.com", firstname: "Ada" }] }
    const error = await errorOf(client.bulkCreate(mistyped))
    assert.instanceOf(error, BadRequest)
    assert.deepInclude(error.details?.[0], { index: 0, field: "firstname", code: "unknown_property" })
    for (const other of [{}, { contacts: "a@example.com" }, [], null, "text", 5])
      assert.instanceOf(await errorOf(client.bulkCreate(other)), BadRequest, JSON.stringify(other))
    assert.isEmpty(stored("typo"))
  })

  it.each([[undefined], [() => {}], [{ contacts: [1n] }]])(
    "rejects what cannot be written as JSON: %o",
    async (request) => {
      assert.instanceOf(await errorOf(client.bulkCreate(request)), TypeError)
    },
  )

  it.each<[string, typeof fetch]>([
    ["a status outside the API", async () => new Response("", { status: 403 })],
    ["a success without a body", async () => new Response(null, { status: 204 })],
    ["a page instead of JSON", async () => new Response("<html>", { status: 201 })],
    ["no counts", async () => Response.json({ total: 1 }, { status: 201 })],
    ["an outcome without a status", async () => Response.json({ ...counts, contacts: [{ index: 0 }] })],
    ["an error of another status", async () => Response.json(unauthorized, { status: 400 })],
    ["an error of another reason", async () => Response.json({ ...envelope, error: "Teapot" }, { status: 400 })],
  ])("rejects with an UnexpectedResponse if there is %s", async (_, respond) => {
    const client = createBulkContactsClient({ baseUrl: "http://host.example", fetch: respond })
    const error = await errorOf(client.bulkCreate({ contacts: ["a@example.com"] }, { outcomes: true }))
    assert.instanceOf(error, UnexpectedResponse)
    assert.strictEqual(error.statusCode, (await respond("")).status)
  })

  it("leaves out what it does not know in a response", async () => {
    const outcome = { index: 0, email: "a@example.com", status: "skipped", reason: "already_exists", id: "1" }
    const body = { total: 1, created: 0, skipped: 1, later: true, contacts: [{ ...outcome, later: true }] }
    const client = createBulkContactsClient({ baseUrl: "http://host.example", fetch: async () => Response.json(body) })
    const response = await client.bulkCreate({ contacts: ["a@example.com"] }, { outcomes: true })
    assert.deepStrictEqual<unknown>(response, {
      total: 1,
      created: 0,
      skipped: 1,
      outcomes: [outcome],
      replayed: false,
    })
  })

  it.each(["break before the server", "break after the server", "break within the answer"] as const)(
    "creates nothing twice if the connection fails: %s",
    async (turn) => {
      const proxy = await startProxy(server, turn)
      const throughProxy = createBulkContactsClient({ baseUrl: proxy.origin, apiKey: "key" })
      const email = `${turn.replaceAll(" ", "-")}@example.com`
      const response = await throughProxy.bulkCreate({ contacts: [email] })
      assert.deepStrictEqual(response, { ...counts, replayed: turn !== "break before the server" })
      assert.lengthOf(stored(email), 1)
      assert.lengthOf(new Set(proxy.keys), 1)
    },
  )

  it("ends when its signal aborts, with the signal's reason", async () => {
    const controller = new AbortController()
    const signals: Array<AbortSignal | null | undefined> = []
    const abortOnceSent: typeof fetch = (input, init) => {
      signals.push(init?.signal)
      queueMicrotask(() => controller.abort(new Error("enough")))
      return fetch(input, init)
    }
    const aborted = createBulkContactsClient({ baseUrl: server.origin, apiKey: "key", fetch: abortOnceSent })
    const call = aborted.bulkCreate({ contacts: ["a@example.com"] }, { signal: controller.signal })
    assert.strictEqual(await errorOf(call), controller.signal.reason)
    assert.deepStrictEqual(
      signals.map((signal) => signal?.aborted),
      [true],
    )
  })
})

/** As in Firefox and Safari, which send a stream as the text `[object ReadableStream]`. */
class RequestWithoutStreams extends Request {
  constructor(input: RequestInfo | URL, { method, body }: RequestInit = {}) {
    super(input, { ...(method && { method }), body: String(body) })
  }
}

describe("bulkCreateStream", () => {
  const generate = async function* (...contacts: ReadonlyArray<string>) {
    yield* contacts
  }

  it("sends what an array, a generator or a function gives", async () => {
    const contacts = ["p1@example.com", "p2@example.com"]
    const counts: Array<number> = []
    for (const source of [contacts, new Set(contacts), generate(...contacts), () => generate(...contacts)])
      counts.push((await client.bulkCreateStream(source, { source: "Slack" })).created)
    assert.deepStrictEqual(counts, [2, 0, 0, 0])
    assert.strictEqual(stored("p1")[0]?.source as string, "Slack")
  })

  it("collects the body in memory where fetch cannot send a stream", async () => {
    vi.stubGlobal("Request", RequestWithoutStreams)
    const bodies: Array<unknown> = []
    const spy: typeof fetch = (input, init) => {
      bodies.push(init?.body)
      return fetch(input, init)
    }
    const spied = createBulkContactsClient({ baseUrl: server.origin, apiKey: "key", fetch: spy })
    assert.deepInclude(await spied.bulkCreateStream(generate("buffer@example.com")), { created: 1 })
    vi.unstubAllGlobals()
    assert.instanceOf(bodies[0], ArrayBuffer)
  })

  it("sends the bytes of a file", async () => {
    const bytes = [new TextEncoder().encode("email\np-csv@example.com\n")]
    assert.deepInclude(await client.bulkCreateStream({ mediaType: "text/csv", bytes }), { created: 1 })
  })

  it("retries only what can be sent again", async () => {
    const responses: Array<number> = []
    for (const source of [["r@example.com"], () => generate("r@example.com"), generate("r@example.com")]) {
      const proxy = await startProxy(server, { status: 503 })
      const throughProxy = createBulkContactsClient({ baseUrl: proxy.origin, apiKey: "key" })
      await errorOf(throughProxy.bulkCreateStream(source))
      responses.push(proxy.keys.length)
    }
    assert.deepStrictEqual(responses, [2, 2, 1])
  })

  it("rejects with what the source throws, and stores nothing", async () => {
    const thrown = new Error("source")
    const sources = [
      async function* () {
        yield "t@example.com"
        throw thrown
      },
      function* () {
        yield "t@example.com"
        throw thrown
      },
    ]
    for (const source of sources) assert.strictEqual(await errorOf(client.bulkCreateStream(source)), thrown)
    assert.isEmpty(stored("t@"))
  })

  it("rejects a string in place of a list of contacts", async () => {
    assert.instanceOf(await errorOf(client.bulkCreateStream("ada@example.com")), TypeError)
  })

  it("ends when its signal aborts, with the signal's reason, and ends the source", async () => {
    const controller = new AbortController()
    let hasEnded = false
    const endless = async function* () {
      try {
        for (let n = 0; ; n++) {
          yield `endless${n}@example.com`
          if (n === 10) controller.abort(new Error("enough"))
        }
      } finally {
        hasEnded = true
      }
    }
    const call = client.bulkCreateStream(endless, {}, { signal: controller.signal })
    assert.strictEqual(await errorOf(call), controller.signal.reason)
    assert.isTrue(hasEnded)
    assert.isEmpty(stored("endless"))
  })
})
