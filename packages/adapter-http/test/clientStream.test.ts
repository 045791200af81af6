import { Data, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { BadRequest, Conflict, ServiceUnavailable, Unauthorized } from "../src/client/index.ts"
import { callClient } from "./support/callClient.ts"
import { startProxy } from "./support/proxy.ts"
import { MAX_BODY_BYTES, startServer } from "./support/server.ts"

const server = await startServer()
const stored = (prefix: string) => server.store.contacts("org").filter(({ email }) => email.startsWith(prefix))

/** Contacts, and how often they were read from the start. */
const countedRuns = (...contacts: ReadonlyArray<string>) => {
  const runs = { count: 0 }
  const stream = Stream.suspend(() => {
    runs.count++
    return Stream.fromIterable(contacts)
  })
  return { runs, stream }
}

describe("bulkCreateStream", () => {
  it("sends contacts in any number, with the defaults and the options", async () => {
    const contacts = Stream.map(Stream.range(1, 3000), (n) => ({
      email: `many${n}@example.com`,
      phoneNumber: "030 901820",
      metadata: { text: "x".repeat(500) },
    }))
    const { response } = await callClient(server, (client) =>
      client.bulkCreateStream(
        Stream.concat(contacts, Stream.make("Many One <MANY1@example.com>")),
        { accountIds: "A1", contactType: "CT2", source: "Slack" },
        { outcomes: true, defaultCountry: "DE" },
      ),
    )
    assert.deepInclude(response, { total: 3001, created: 3000, skipped: 1, replayed: false })
    assert.deepInclude(response?.outcomes?.[3000], { status: "skipped", duplicateOf: 0 })
    const [first] = stored("many1@")
    assert.deepInclude({ ...first } as object, {
      contactType: "CT2",
      accountIds: ["A1"],
      source: "Slack",
      phoneNumber: "+4930901820",
    })
    assert.isAbove(3000 * 500, MAX_BODY_BYTES)
  })

  it.each([
    ["text/csv", "email,firstName\nfile1@example.com,Ada\n"],
    ["application/x-ndjson", '{"email":"file2@example.com","firstName":"Ada"}\n'],
  ] as const)("sends the bytes of a file as they are: %s", async (mediaType, text) => {
    const bytes = Stream.encodeText(Stream.fromIterable(text))
    const { response } = await callClient(server, (client) => client.bulkCreateStream({ mediaType, bytes }))
    assert.deepInclude(response, { total: 1, created: 1 })
    assert.strictEqual(stored("file").at(-1)?.firstName, "Ada")
  })

  it("stores nothing in a dry run, and sends no key", async () => {
    const proxy = await startProxy(server)
    const { response } = await callClient(proxy, (client) =>
      client.bulkCreateStream(Stream.make("dry@example.com"), {}, { dryRun: true }),
    )
    assert.deepInclude(response, { total: 1, created: 1 })
    assert.isEmpty(stored("dry"))
    assert.deepStrictEqual(proxy.keys, [undefined])
  })

  it("replays the response to a key that was used", async () => {
    const send = () =>
      callClient(server, (client) =>
        client.bulkCreateStream(Stream.make("key@example.com"), {}, { idempotencyKey: "stream" }),
      )
    assert.deepInclude((await send()).response, { created: 1, replayed: false })
    assert.deepInclude((await send()).response, { created: 1, replayed: true })
  })

  it("fails with the error response, whose details have the lines", async () => {
    const { error, waits } = await callClient(server, (client) =>
      client.bulkCreateStream(Stream.make("ok@example.com", "no address")),
    )
    assert.instanceOf(error, BadRequest)
    assert.deepInclude(error.details?.[0], { index: 1, line: 2, field: "email" })
    assert.isEmpty(waits)
    assert.isEmpty(stored("ok"))
  })
})

describe("a response before the end of the stream", () => {
  const endless = Stream.map(Stream.forever(Stream.make(1)), () => "endless@example.com")

  it("ends the stream, and the call with the error response", async () => {
    const body = JSON.stringify({ statusCode: 401, message: "…", error: "Unauthorized" })
    const proxy = await startProxy(server, { status: 401, body })
    const { error } = await callClient(proxy, (client) => client.bulkCreateStream(endless))
    assert.instanceOf(error, Unauthorized)
  })

  it("is retried if it is transient", async () => {
    const busy = { status: 503, body: JSON.stringify({ statusCode: 503, message: "…", error: "Service Unavailable" }) }
    const proxy = await startProxy(server, busy, busy, busy, busy, busy, busy)
    const { error } = await callClient(proxy, (client) => client.bulkCreateStream(endless))
    assert.instanceOf(error, ServiceUnavailable)
    assert.lengthOf(proxy.keys, 6)
  })
})

describe("a retry of a stream", () => {
  it.each(["break before the server", "break after the server", { status: 503 }] as const)(
    "runs the stream again with the same key, and creates nothing twice: %j",
    async (turn) => {
      const email = `${JSON.stringify(turn).replace(/\W/g, "")}@retry.example`.toLowerCase()
      const proxy = await startProxy(server, turn, turn)
      const { runs, stream } = countedRuns(email)
      const { response, waits } = await callClient(proxy, (client) => client.bulkCreateStream(stream))
      assert.deepStrictEqual(response, {
        total: 1,
        created: 1,
        skipped: 0,
        replayed: turn === "break after the server",
      })
      assert.lengthOf(stored(email), 1)
      assert.strictEqual(runs.count, 3)
      assert.lengthOf(new Set(proxy.keys), 1)
      assert.lengthOf(waits, 2)
    },
  )

  it("does not happen if the stream can run only once", async () => {
    const proxy = await startProxy(server, { status: 409, body: conflict })
    const { runs, stream } = countedRuns("once@example.com")
    const { error, waits } = await callClient(proxy, (client) => client.bulkCreateStream(stream, {}, { retry: false }))
    assert.instanceOf(error, Conflict)
    assert.strictEqual(runs.count, 1)
    assert.isEmpty(waits)
  })
})

const conflict = JSON.stringify({ statusCode: 409, message: "…", error: "Conflict" })

class Unreadable extends Data.TaggedError("Unreadable") {}

describe("an error of the stream", () => {
  it("ends the call with that error, is not retried, and stores nothing", async () => {
    const stream = Stream.concat(Stream.make("broken@example.com"), Stream.fail(new Unreadable()))
    const { error, waits } = await callClient(server, (client) => client.bulkCreateStream(stream))
    assert.instanceOf(error, Unreadable)
    assert.isEmpty(waits)
    assert.isEmpty(stored("broken"))
  })
})
