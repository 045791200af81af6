import { hash } from "node:crypto"
import { once } from "node:events"
import { connect } from "node:net"
import { deflateSync, gzipSync } from "node:zlib"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { RequestTooLarge, StagedContacts, type StagingArea } from "@bulk-contacts/core"
import { Duration, Effect, Layer } from "effect"
import { assert, describe, it } from "vitest"
import { createWebHandler } from "../src/web/index.ts"
import { MAX_BODY_BYTES, post, startServer, type TestServer } from "./support/server.ts"

const server = await startServer()

const ndjson = { "content-type": "application/x-ndjson" }
const csv = { "content-type": "text/csv" }
const addresses = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}${i}@example.com`)
const asLines = (contacts: ReadonlyArray<unknown>) => contacts.map((contact) => `${JSON.stringify(contact)}\n`).join("")
const stored = ({ store }: TestServer, name: string) =>
  store.contacts("org").filter(({ email }) => email.startsWith(name))

it("is a 413 that says what to do if the store cannot keep so many contacts in memory", async () => {
  const { layer } = makeMemoryStore({ id: "acme", contactTypes: ["CT1"], defaultContactType: "CT1" })
  const full = { add: () => Effect.fail(new RequestTooLarge()) } as unknown as StagingArea
  const store = Layer.merge(layer, Layer.succeed(StagedContacts, { open: () => Effect.succeed(full) }))
  const { handle, dispose } = await createWebHandler({ store, authenticate: () => "acme" })
  const request = new Request("http://localhost/v1/accounts/contacts/bulk", {
    method: "POST",
    headers: ndjson,
    body: asLines(addresses(3, "large")),
  })
  const response = await handle(request)
  const { message, ...envelope } = (await response.json()) as { readonly message: string }
  assert.deepStrictEqual<unknown>(envelope, { statusCode: 413, error: "Payload Too Large" })
  assert.match(
    message,
    /keeps all of its contacts in memory: split it into smaller requests, or use a PostgreSQL store/,
  )
  await dispose()
})

describe("application/x-ndjson", () => {
  it("creates a contact from each line, with the defaults of the query", async () => {
    const query = "?accountIds=A1&accountIds=A2&contactType=CT2&source=Slack"
    const body = asLines([
      "Nd Json <nd1@example.com>",
      { email: "nd2@example.com", source: "Import" },
      "ND1@example.com",
    ])
    const answer = await post(server, body, ndjson, query)
    assert.strictEqual(answer.status, 201)
    assert.deepStrictEqual(answer.body, { total: 3, created: 2, skipped: 1 })
    const contacts = stored(server, "nd").map(({ email, source, contactType, accountIds }) => [
      email,
      source,
      contactType,
      accountIds.join(),
    ])
    assert.deepStrictEqual(contacts, [
      ["nd1@example.com", "Slack", "CT2", "A1,A2"],
      ["nd2@example.com", "Import", "CT2", "A1,A2"],
    ])
    assert.strictEqual((await post(server, body, ndjson)).status, 200)
  })

  it("has no limit on contacts or bytes", async () => {
    const small = await startServer({ policy: { maxContacts: 10 } })
    const contacts = addresses(2500, "many").map((email) => ({ email, metadata: { text: "x".repeat(500) } }))
    const body = asLines(contacts)
    assert.isAbove(body.length, MAX_BODY_BYTES)
    for (const [encoding, bytes] of [
      ["identity", body],
      ["gzip", gzipSync(body)],
      ["deflate", deflateSync(body)],
    ] as const) {
      const answer = await post(small, bytes, { ...ndjson, "content-encoding": encoding })
      assert.strictEqual(answer.body.total, contacts.length, encoding)
    }
    assert.lengthOf(stored(small, "many"), contacts.length)
  })

  it.each([
    ["application/x-ndjson", `"bomb@example.com"${" ".repeat(200)}\n`],
    ["text/csv", `bomb@example.com${" ".repeat(200)}\n`],
  ])("rejects %s that inflates to more than 300 times its size, and stores nothing", async (type, line) => {
    const once = gzipSync(line.repeat((2 * 1024 * 1024) / line.length))
    const headers = { "content-type": type, "content-encoding": "gzip, gzip", prefer: "handling=lenient" }
    const answer = await post(server, gzipSync(once), headers, type === "text/csv" ? "?header=none&map=1=email" : "")
    assert.deepStrictEqual(
      [answer.status, answer.body.message],
      [413, "The body inflates to more than 300 times its size: send it without Content-Encoding"],
    )
    assert.isEmpty(stored(server, "bomb"))
  })

  it("inflates a stream that was compressed twice, and small ones at any ratio", async () => {
    const contacts = addresses(2500, "twice").map((email) => ({
      email,
      metadata: { text: hash("sha256", email).repeat(8) },
    }))
    const small = asLines(Array(50_000).fill("small@example.com"))
    const headers = { ...ndjson, "content-encoding": "gzip, gzip" }
    for (const [body, total] of [
      [asLines(contacts), 2500],
      [small, 50_000],
    ] as const) {
      assert.strictEqual((await post(server, gzipSync(gzipSync(body)), headers)).body.total, total)
    }
  })

  it("lists at most 100 problems with their lines, and stores nothing", async () => {
    const body = `${asLines(["bad0@example.com"])}\n{"email":\n${asLines(addresses(120, "bad").map(() => "no address"))}`
    const answer = await post(server, body, ndjson)
    assert.strictEqual(answer.status, 400)
    assert.strictEqual(answer.body.message, "Invalid request: 121 problems, nothing was created")
    assert.deepStrictEqual(answer.body.details.slice(0, 2), [
      {
        index: 1,
        line: 3,
        field: "contacts",
        code: "invalid_json",
        message: "is not valid JSON: it ends at line 3, column 10",
      },
      { index: 2, line: 4, field: "email", code: "invalid_email", message: "must be an email address" },
    ])
    assert.strictEqual(answer.body.details.length, 100)
    assert.strictEqual(answer.body.omitted, 21)
    assert.lengthOf(stored(server, "bad"), 0)
  })

  it("names the line of invalid UTF-8", async () => {
    const bytes = Buffer.from('"utf0@example.com"\n{"email":"utf1@example.com","source":"Caf\xe9"}\n', "latin1")
    const answer = await post(server, new Uint8Array(bytes), ndjson)
    assert.strictEqual(answer.status, 400)
    assert.deepStrictEqual(answer.body.details, [
      {
        line: 2,
        field: "body",
        code: "invalid_encoding",
        message: "has bytes that are not text in UTF-8: save the file as UTF-8",
      },
    ])
  })

  it("says that there are no contacts to create", async () => {
    for (const body of ["", "\n\n"]) {
      const answer = await post(server, body, ndjson)
      assert.deepStrictEqual(answer.body, { statusCode: 400, message: "No contacts to create", error: "Bad Request" })
    }
  })

  it("names accounts and contact types that do not exist", async () => {
    const answer = await post(server, asLines(["ref@example.com"]), ndjson, "?accountIds=nope&contactType=CT9")
    assert.strictEqual(answer.status, 404)
    assert.deepStrictEqual(
      answer.body.details.map(({ id }: { id: string }) => id),
      ["nope", "CT9"],
    )
  })
})

describe("text/csv", () => {
  it("creates a contact from each row", async () => {
    const body = '\uFEFFemail,source,accountIds\r\n"csv1@example.com","A\r\n B",A1\r\ncsv2@example.com,,\r\n'
    const answer = await post(server, body, { "content-type": "text/csv; header=present; charset=UTF-8" })
    assert.deepStrictEqual([answer.status, answer.body], [201, { total: 2, created: 2, skipped: 0 }])
    assert.deepStrictEqual(
      stored(server, "csv").map(({ source, accountIds }) => [source, accountIds.join()]),
      [
        ["A\r\n B", "A1"],
        [null, ""],
      ],
    )
  })

  it("names columns that are not understood", async () => {
    const { status, body } = await post(server, "E-Mail;Vorname;Firma\ncsv3@example.com;Ada;ACME\n", csv)
    assert.strictEqual(status, 400)
    assert.deepStrictEqual(
      body.details.map(({ line, field, code }: { line: number; field: string; code: string }) => [line, field, code]),
      [[2, "Firma", "unknown_column"]],
    )
  })

  it("lists the problems with their lines", async () => {
    const { body } = await post(server, 'email,source\n"x@example.com","a\nb"\nno address,x\nz@example.com,x,y\n', csv)
    assert.deepStrictEqual(body.details, [
      { index: 1, line: 4, field: "email", code: "invalid_email", message: "must be an email address" },
      {
        index: 2,
        line: 5,
        field: "contacts",
        code: "invalid_csv",
        message: "has 3 cells but the header has 2: put cells that contain the separator in quotes",
      },
    ])
  })
})

describe("query parameters that belong to a stream", () => {
  it("are rejected by name if the body is JSON", async () => {
    const { status, body } = await post(server, { contacts: ["json@example.com"] }, {}, "?accountIds=A1&source=Slack")
    assert.strictEqual(status, 400)
    assert.deepStrictEqual(
      body.details.map(({ field }: { field: string }) => field),
      ["accountIds", "source"],
    )
    assert.lengthOf(stored(server, "json"), 0)
  })

  it("make no difference if they are empty", async () => {
    const { status } = await post(server, { contacts: ["json@example.com"] }, {}, "?accountIds=&contactType=&source=")
    assert.strictEqual(status, 201)
  })
})

describe("a stream", () => {
  it("can be tried in a dry run", async () => {
    const body = asLines([...addresses(3, "dry"), "DRY0@example.com"])
    const foreseen = await post(server, body, ndjson, "?dryRun=true")
    assert.deepStrictEqual([foreseen.status, foreseen.body], [200, { total: 4, created: 3, skipped: 1 }])
    assert.lengthOf(stored(server, "dry"), 0)
    assert.deepStrictEqual((await post(server, body, ndjson)).body, foreseen.body)
  })

  it("has any number of outcomes", async () => {
    const contacts = [...addresses(1300, "out"), "OUT7@example.com"]
    const prefer = { ...ndjson, prefer: "return=representation" }
    const { headers, body } = await post(server, asLines(contacts), prefer)
    assert.strictEqual(headers.get("preference-applied"), "return=representation")
    const ids = new Map(stored(server, "out").map(({ email, id }) => [email as string, id]))
    assert.deepStrictEqual(body, {
      total: 1301,
      created: 1300,
      skipped: 1,
      contacts: contacts.map((given, index) => {
        const email = given.toLowerCase()
        return index < 1300
          ? { index, email, status: "created", id: ids.get(email) }
          : { index, email, status: "skipped", reason: "duplicate_in_request", duplicateOf: 7 }
      }),
    })
  })

  it("is carried out once under an Idempotency-Key", async () => {
    const key = { ...ndjson, "idempotency-key": "stream" }
    const first = await post(server, asLines(addresses(700, "once")), key)
    const again = await post(server, asLines(addresses(700, "once")), key)
    assert.deepStrictEqual([again.status, again.body], [201, first.body])
    assert.strictEqual(again.headers.get("idempotency-replayed"), "true")
    assert.strictEqual((await post(server, asLines(addresses(701, "once")), key)).status, 422)
    assert.lengthOf(stored(server, "once"), 700)
  })
})

/** Sends the head of a request and some of its body, of which it may say the length, and leaves the connection open. */
const begin = async (origin: string, body: string, contentType = ndjson["content-type"], length?: number) => {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  await once(socket, "connect")
  socket.write(
    `POST /v1/accounts/contacts/bulk HTTP/1.1\r\nhost: ${hostname}\r\nx-api-key: key\r\n` +
      `content-type: ${contentType}\r\n` +
      (length === undefined ? "transfer-encoding: chunked\r\n\r\n" : `content-length: ${length}\r\n\r\n`),
  )
  socket.write(length === undefined ? `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n` : body)
  return socket
}

const answerOf = async (socket: ReturnType<typeof connect>): Promise<string> => {
  let text = ""
  for await (const chunk of socket) text += chunk
  return text
}

describe("a body that stalls", () => {
  it.each([
    ["application/x-ndjson", '"stall@example.com"\n'],
    ["application/json", '{"contacts":["stall@example.com"]'],
    ["application/json", '{"contacts":["stall@example.com"]', 100],
    ["text/csv", "email\nstall@example.com\n"],
  ])("is a 408, and its connection is closed: %s", async (type, body, length?: number) => {
    const impatient = await startServer({ bodyTimeout: Duration.millis(50) })
    const answer = await answerOf(await begin(impatient.origin, body, type, length))
    assert.match(answer, /^HTTP\/1\.1 408 /)
    assert.match(answer, /\r\nconnection: close\r\n/i)
    assert.match(answer, /\{"statusCode":408,"message":"The body did not arrive in time","error":"Request Timeout"\}/)
    assert.lengthOf(impatient.store.contacts("org"), 0)
  })

  it("stores nothing when the client disconnects, and blocks nobody before that", async () => {
    const quiet = await startServer()
    const socket = await begin(quiet.origin, asLines(addresses(600, "gone")))
    assert.strictEqual((await post(quiet, { contacts: ["gone5@example.com"] })).status, 201)
    socket.destroy()
    await quiet.logged(/"status":499/)
    assert.lengthOf(quiet.store.contacts("org"), 1)
  })
})
