import { inspect } from "node:util"
import { gzipSync } from "node:zlib"
import { times } from "@bulk-contacts/test-support/times"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import {
  BadRequest,
  type ClientOptions,
  createBulkContactsClient,
  InconsistentResponse,
  RedirectRejected,
  ResponseTimeout,
  ResponseTooLarge,
} from "../src/client/index.ts"
import { clients, type Verbs } from "./support/clients.ts"
import { type HostileServer, respond, startHostileServer } from "./support/hostileServer.ts"

const secret = "s3cret-key"

const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024, " "))

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    (value) => assert.fail(`resolved with ${JSON.stringify(value)}`),
    (error) => error,
  )

type Call = (client: Verbs) => Promise<unknown>

const calls: ReadonlyArray<[string, Call]> = [
  ["bulkCreate", (client) => client.bulkCreate({ contacts: ["a@example.com"] })],
  ["bulkCreateStream", (client) => client.bulkCreateStream(["a@example.com"])],
]

const created = JSON.stringify({ total: 1, created: 1, skipped: 0 })

const verbs = clients.flatMap(([name, create]) =>
  calls.map(([verb, call]) => [`${name}: ${verb}`, create, call] as const),
)

describe.each(verbs)("%s", (_, createClient, call) => {
  const clientOf = ({ origin }: Pick<HostileServer, "origin">, options: Partial<ClientOptions> = {}) =>
    createClient({ baseUrl: origin, apiKey: secret, ...options })

  it.each([300, 301, 302, 303, 304, 307, 308])("follows no redirect: %i", async (status) => {
    const elsewhere = await startHostileServer(respond(201, created))
    const location = elsewhere.origin.replace("//", "//user:password@")
    const server = await startHostileServer(respond(status, "", { location: `${location}/other` }))
    const error = await errorOf(call(clientOf(server)))
    assert.instanceOf(error, RedirectRejected)
    assert.deepInclude(error, { statusCode: status, location: `${elsewhere.origin}/other` })
    assert.include(error.message, `${elsewhere.origin}/other`)
    assert.lengthOf(server.requests, 1)
    assert.isEmpty(elsewhere.requests)
  })

  it("recognizes a redirect in a browser, which hides its status and its place", async () => {
    const opaque = Object.defineProperty(new Response(), "status", { value: 0 })
    const modes: Array<RequestRedirect | undefined> = []
    const fetch: typeof globalThis.fetch = async (_, init) => {
      modes.push(init?.redirect)
      return opaque
    }
    const client = createClient({ baseUrl: "http://host.example", apiKey: secret, fetch })
    assert.deepInclude(await errorOf(call(client)), { _tag: "RedirectRejected", statusCode: 0 })
    assert.deepStrictEqual(modes, ["manual"])
  })

  it("stops reading a response that does not end", async () => {
    const server = await startHostileServer((request, response) => {
      request.resume()
      response.writeHead(201, { "content-type": "application/json" })
      const write = () => {
        while (response.write(" ".repeat(65536)));
        response.once("drain", write)
      }
      write()
    })
    assert.instanceOf(await errorOf(call(clientOf(server))), ResponseTooLarge)
  })

  it("limits a response after decompression", async () => {
    const server = await startHostileServer(respond(201, bomb, { "content-encoding": "gzip" }))
    assert.instanceOf(await errorOf(call(clientOf(server))), ResponseTooLarge)
  })

  it.each<[string, Parameters<typeof startHostileServer>[0]]>([
    ["never responds", () => {}],
    [
      "falls silent after the status",
      (request, response) => request.resume() && response.writeHead(201).flushHeaders(),
    ],
    ["falls silent within the body", (request, response) => request.resume() && response.writeHead(201).write("{")],
  ])("gives up on a server that %s", async (_, answer) => {
    const server = await startHostileServer(answer)
    const error = await errorOf(call(clientOf(server, { silenceTimeout: 50 })))
    assert.instanceOf(error, ResponseTimeout)
    assert.lengthOf(server.requests, 1)
  })

  it("gives up on a server whose response trickles in", async () => {
    const server = await startHostileServer((request, response) => {
      request.resume()
      response.writeHead(201)
      const timer = setInterval(() => response.write(" "), 5)
      response.on("close", () => clearInterval(timer))
    })
    const options = { silenceTimeout: "1 minute", responseTimeout: 100 } as const
    assert.instanceOf(await errorOf(call(clientOf(server, options))), ResponseTimeout)
  })

  it("reports an error with a code that it does not know", async () => {
    const details = [{ index: 0, field: "email", code: "invented_later", message: "is new" }]
    const body = { statusCode: 400, error: "Bad Request", message: "Invalid", details }
    const server = await startHostileServer(respond(400, JSON.stringify(body)))
    const error = await errorOf(call(clientOf(server)))
    assert.instanceOf(error, BadRequest)
    assert.deepStrictEqual(error.details, details)
  })

  it("shows the API key in no error", async () => {
    const servers = await Promise.all([
      startHostileServer(respond(307, "", { location: "http://elsewhere.example" })),
      startHostileServer(respond(401, "{}")),
      startHostileServer(respond(201, `{"total":"${secret.toUpperCase()}"}`)),
      startHostileServer(respond(201, "[".repeat(100_000))),
    ])
    for (const server of servers) {
      const error = await errorOf(call(clientOf(server)))
      assert.notInclude(`${inspect(error, { depth: 20, showHidden: true })}${JSON.stringify(error)}`, secret)
    }
  })
})

describe.each(clients)("%s: a successful response", (_, createClient) => {
  /** A client whose server always reports these counts. */
  const report = (body: object) =>
    createClient({
      baseUrl: "http://host.example",
      fetch: async (input, init) => {
        await new Request(input, init).text()
        return Response.json(body, { status: 201 })
      },
    })
  const contacts = (length: number) => Array.from({ length }, (_, n) => `a${n}@example.com`)
  const count = fc.oneof(fc.integer({ min: -2, max: 6 }), fc.double({ min: 0, max: 5, noNaN: true }))

  it("is believed only if its counts are natural numbers that add up to the contacts sent", async () => {
    const isTrue = (sent: number, total: number, created: number, skipped: number) =>
      total === sent && total === created + skipped && [created, skipped].every((n) => Number.isInteger(n) && n >= 0)
    const check = async (sent: number, counts: { total: number; created: number; skipped: number }) => {
      const client = report(counts)
      const calls = [
        client.bulkCreate({ contacts: contacts(sent) }),
        client.bulkCreateStream(contacts(sent)),
        client.bulkCreateStream({
          mediaType: "application/x-ndjson",
          bytes: [
            new TextEncoder().encode(
              contacts(sent)
                .map((email) => `"${email}"\r\n\n \t\n`)
                .join(""),
            ),
          ],
        }),
      ]
      for (const call of calls) {
        if (isTrue(sent, counts.total, counts.created, counts.skipped)) assert.deepInclude(await call, counts)
        else assert.instanceOf(await errorOf(call), InconsistentResponse)
      }
    }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), count, count, count, (sent, total, created, skipped) =>
        check(sent, { total, created, skipped }),
      ),
      {
        numRuns: times(25, 100),
        examples: [
          [2, 2, 5, 9],
          [2, 2, 2, 0],
          [2, 2, -1, 3],
          [3, 3, 1.5, 1.5],
        ],
      },
    )
  })

  it("cannot report more contacts than a CSV file has lines", async () => {
    const bytes = [new TextEncoder().encode("email\na@example.com\nb@example.com")]
    const send = (total: number) =>
      report({ total, created: total, skipped: 0 }).bulkCreateStream({ mediaType: "text/csv", bytes })
    assert.deepInclude(await send(2), { created: 2 })
    assert.instanceOf(await errorOf(send(4)), InconsistentResponse)
  })

  const outcome = (index: number, status: object) => ({ index, email: `a${index}@example.com`, ...status })
  const wasCreated = { status: "created", id: "1" }
  const wasSkipped = { status: "skipped", reason: "already_exists" }

  it.each([
    ["too few", [outcome(0, wasCreated)]],
    ["too many", [outcome(0, wasCreated), outcome(1, wasSkipped), outcome(2, wasSkipped)]],
    ["in another order", [outcome(1, wasCreated), outcome(0, wasSkipped)]],
    ["of other contacts", [outcome(0, wasCreated), outcome(1, wasCreated)]],
  ])("is not believed if it has outcomes that are %s", async (_, outcomes) => {
    const client = report({ total: 2, created: 1, skipped: 1, contacts: outcomes })
    const error = await errorOf(client.bulkCreate({ contacts: contacts(2) }, { outcomes: true }))
    assert.instanceOf(error, InconsistentResponse)
  })

  it("may be as large as the outcomes that were asked for", async () => {
    const sent = contacts(1000)
    const outcomes = sent.map((_, index) => outcome(index, { ...wasCreated, padding: "x".repeat(2000) }))
    const client = report({ total: 1000, created: 1000, skipped: 0, contacts: outcomes })
    assert.lengthOf((await client.bulkCreate({ contacts: sent }, { outcomes: true })).outcomes ?? [], 1000)
    assert.instanceOf(await errorOf(client.bulkCreate({ contacts: sent })), ResponseTooLarge)
    assert.lengthOf((await client.bulkCreateStream(sent, {}, { outcomes: true })).outcomes ?? [], 1000)
    assert.instanceOf(await errorOf(client.bulkCreateStream(sent)), ResponseTooLarge)
  })

  it("is not believed before all contacts were sent", async () => {
    const server = await startHostileServer((_, response) => response.writeHead(201).end(created))
    const endless = function* () {
      for (let n = 0; ; n++) yield `a${n}@example.com`
    }
    const client = createClient({ baseUrl: server.origin })
    const error = await errorOf(client.bulkCreateStream(endless()))
    assert.instanceOf(error, InconsistentResponse)
  })
})

it("a successful response is not believed while there may be contacts to send, even if its counts are right", async () => {
  const server = await startHostileServer((request, response) =>
    request.once("data", () => response.writeHead(201).end(created)),
  )
  const waits = async function* () {
    yield "a@example.com"
    await new Promise(() => {})
  }
  const client = createBulkContactsClient({ baseUrl: server.origin, apiKey: secret })
  assert.instanceOf(await errorOf(client.bulkCreateStream(waits())), InconsistentResponse)
})

describe("createBulkContactsClient rejects, without showing it,", () => {
  it.each<[string, Record<string, unknown>]>([
    ["a password in baseUrl", { baseUrl: `http://user:${secret}@host.example` }],
    ["a user name in baseUrl", { baseUrl: `http://${secret}@host.example` }],
    ["a query in baseUrl", { baseUrl: `http://host.example/?key=${secret}` }],
    ["a fragment in baseUrl", { baseUrl: `http://host.example/#${secret}` }],
    ["text that is not a URL", { baseUrl: `host.example:${secret}` }],
    ["another protocol", { baseUrl: `ftp://host.example/${secret}` }],
    ["a key with a line break", { apiKey: `${secret}\n` }],
    ["a key with a letter that no header has", { apiKey: `${secret}€` }],
    ["a key that is not text", { apiKey: 5 }],
    ["an empty key", { apiKey: "" }],
    ["a misspelled option", { apikey: secret }],
    ["a negative time", { silenceTimeout: -1 }],
    ["NaN as a time", { responseTimeout: Number.NaN }],
    ["text that is not a time", { maxRetryAfter: `soon ${secret}` }],
  ])("%s", (_, options) => {
    const make = () => createBulkContactsClient({ baseUrl: "http://host.example", ...options } as ClientOptions)
    try {
      make()
    } catch (error) {
      assert.instanceOf(error, TypeError)
      assert.include(error.message, Object.keys(options)[0] ?? "")
      return assert.notInclude(inspect(error, { showHidden: true }), secret)
    }
    assert.fail("was accepted")
  })
})
