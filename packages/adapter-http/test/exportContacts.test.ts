import { once } from "node:events"
import { connect } from "node:net"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { ContactReader, StoreFailure } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { assert, describe, it } from "vitest"
import { acceptedType } from "../src/listing/acceptedType.ts"
import { createWebHandler } from "../src/web/index.ts"
import { post, send, startServer } from "./support/server.ts"

const server = await startServer({ loadLimit: { streams: 4 } })

const PATH = "/v1/accounts/contacts/export"

const exported = (query = "", accept?: string, key = "key") =>
  fetch(`${server.origin}${PATH}${query}`, { headers: { "x-api-key": key, ...(accept && { accept }) } })

/** An organization whose id is its key, too. */
const place = (id: string) => ({
  id,
  apiKeys: [id],
  accounts: ["A1", "A2"],
  contactTypes: ["CT1"],
  defaultContactType: "CT1",
})

/** The cells of a CSV export, as RFC 4180 has them. */
const rowsOf = (csv: string): ReadonlyArray<ReadonlyArray<string>> =>
  Array.from(csv.replace("\uFEFF", "").matchAll(/((?:"[^"]*"|[^"\r])*)\r\n/g), ([, row = ""]) =>
    Array.from(row.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g), ([, quoted, plain = ""]) =>
      quoted === undefined ? plain : quoted.replaceAll('""', '"'),
    ),
  )

const contacts = Array.from({ length: 1234 }, (_, i) => ({ email: `e${i}@example.com`, source: "bulk" }))
await post(server, { contacts })
await post(server, {
  contacts: [
    { email: "+tag@example.com", firstName: "=1+1" },
    { email: "-a@example.com", lastName: "'t Hooft", accountIds: ["A1", "A2"] },
    { email: "b@example.com", lastName: "'-Nagy", phoneNumber: "+4915123456789", metadata: { a: "=1" } },
  ],
  source: "@home",
})

describe("GET /v1/accounts/contacts/export", () => {
  it("has every contact that matches, the newest first, as NDJSON", async () => {
    const response = await exported("?source=bulk")
    assert.strictEqual(response.status, 200)
    assert.strictEqual(response.headers.get("content-type"), "application/x-ndjson")
    assert.match(
      response.headers.get("content-disposition") ?? "",
      /^attachment; filename="contacts-\d{4}-\d\d-\d\d\.ndjson"$/,
    )
    const lines = (await response.text()).trimEnd().split("\n")
    assert.deepStrictEqual(
      lines.map((line) => JSON.parse(line).email),
      contacts.map(({ email }) => email).reverse(),
    )
    const { body } = await send(`${server.origin}/v1/accounts/contacts?limit=1`, { headers: { "x-api-key": "key" } })
    const [first] = (await (await exported("", "application/jsonl")).text()).split("\n")
    assert.deepStrictEqual(JSON.parse(first ?? ""), body.contacts[0])
  })

  it("is a CSV file that gives the same contacts when it is imported (E5)", async () => {
    const contacts = [
      { email: "+tag@example.com", firstName: "=1+1" },
      { email: "-a@example.com", lastName: "'t Hooft" },
      { email: "b@example.com", lastName: "'-Nagy", phoneNumber: "+4915123456789", source: "@home" },
    ]
    // The copy has no default, so that the contact types come from the file.
    server.store.seed(place("original"))
    const { defaultContactType: _, ...copy } = place("copy")
    server.store.seed(copy)
    assert.strictEqual((await post(server, { contacts }, { "x-api-key": "original" })).body.created, 3)

    const response = await exported("", "text/csv", "original")
    assert.strictEqual(response.headers.get("content-type"), "text/csv; charset=utf-8; header=present")
    assert.match(response.headers.get("content-disposition") ?? "", /\.csv"$/)
    const bytes = new Uint8Array(await response.arrayBuffer())
    assert.deepStrictEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
    const csv = new TextDecoder().decode(bytes)
    const cells = rowsOf(csv).flat()
    assert.includeMembers(cells, ["'+tag@example.com", "'=1+1", "''-Nagy", "'+4915123456789", "'@home"])
    assert.deepStrictEqual(
      cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)),
      [],
    )

    const send = () => post(server, csv, { "x-api-key": "copy", "content-type": "text/csv" })
    assert.deepStrictEqual((await send()).body, { total: 3, created: 3, skipped: 0 })
    assert.deepStrictEqual((await send()).body, { total: 3, created: 0, skipped: 3 })
    const values = (organization: string) =>
      server.store
        .contacts(organization)
        .map(({ id: _, createdAt: __, updatedAt: ___, ...value }) => value)
        .sort((a, b) => (a.email < b.email ? -1 : 1))
    assert.deepStrictEqual(values("copy"), values("original"))
  })

  it("has the same columns in each row, whatever a contact lacks (E6)", async () => {
    server.store.seed(place("columns"))
    const contacts = [
      { email: "none@example.com", firstName: "None", phoneNumber: "+4915123456789" },
      { email: "one@example.com", firstName: "One", accountIds: ["A1"] },
      { email: "two@example.com", firstName: "Two", accountIds: ["A1", "A2"] },
      "bare@example.com",
    ]
    assert.strictEqual((await post(server, { contacts }, { "x-api-key": "columns" })).body.created, 4)
    const [header = [], ...rows] = rowsOf(await (await exported("", "text/csv", "columns")).text())
    assert.lengthOf(rows, 4)
    assert.deepStrictEqual(
      rows.map((row) => row.length),
      [header.length, header.length, header.length, header.length],
    )
    const column = (name: string) => rows.map((row) => row[header.indexOf(name)])
    assert.deepStrictEqual(
      column("email"),
      ["bare", "two", "one", "none"].map((name) => `${name}@example.com`),
    )
    assert.deepStrictEqual(column("accountIds"), ["[]", '["A1","A2"]', '["A1"]', "[]"])
  })

  it("is the whole header even if nothing matches", async () => {
    assert.strictEqual(await (await exported("?source=nothing")).text(), "")
    assert.match(await (await exported("?source=nothing", "text/csv")).text(), /^\uFEFF?id,email,.*,updatedAt\r\n$/)
  })

  it("rejects what it cannot send, and parameters of a list", async () => {
    const { status, body } = await send(`${server.origin}${PATH}`, {
      headers: { "x-api-key": "key", accept: "application/json, text/csv;q=0" },
    })
    assert.deepStrictEqual([status, body.error], [406, "Not Acceptable"])
    assert.include(body.message, "text/csv")
    for (const query of ["?limit=5", "?sort=email", "?cursor=x", "?email="]) {
      assert.strictEqual((await exported(query)).status, 400)
    }
    assert.strictEqual((await send(`${server.origin}${PATH}`)).status, 401)
  })

  it("responds to HEAD with the headers of GET", async () => {
    const response = await fetch(`${server.origin}${PATH}`, { method: "HEAD", headers: { "x-api-key": "key" } })
    assert.deepStrictEqual([response.status, await response.text()], [200, ""])
    assert.match(response.headers.get("content-disposition") ?? "", /^attachment/)
  })
})

describe("an export in progress", () => {
  /** A store with endless contacts that counts the pages it has read, and fails after some of them. */
  const endless = (pages: number) => {
    const store = makeMemoryStore({ id: "org", contactTypes: ["CT1"] })
    const read = { pages: 0 }
    const contact = {
      ...contacts[0],
      firstName: "x".repeat(200),
      lastName: null,
      phoneNumber: null,
      avatarUrl: null,
      contactType: null,
      accountIds: [],
      customFieldValues: null,
      metadata: null,
      importId: null,
      createdAt: null,
      updatedAt: null,
    }
    const reader = ContactReader.of({
      page: (_, { limit }) =>
        Effect.suspend(() =>
          read.pages++ < pages
            ? Effect.succeed({
                contacts: Array.from({ length: limit }, (_, i) => ({ ...contact, id: `${read.pages}-${i}` })) as any,
                next: String(read.pages),
              })
            : Effect.fail(new StoreFailure({ retryable: true, cause: new Error("The store is gone") })),
        ),
    })
    return { layer: Layer.merge(store.layer, Layer.succeed(ContactReader, reader)), read }
  }
  const request = () => new Request(`http://host${PATH}`)

  const handlerOf = async (pages: number) => {
    const { layer, read } = endless(pages)
    const failures: Array<string> = []
    const { handle } = await createWebHandler({
      store: layer,
      authenticate: () => "org",
      onFailure: ({ message }) => failures.push(message),
    })
    return { handle, read, failures }
  }

  it("is broken off if the store fails, and not begun if it fails at first", async () => {
    const { handle, failures } = await handlerOf(3)
    const response = await handle(request())
    assert.strictEqual(response.status, 200)
    const broken = await response.text().then(
      () => false,
      () => true,
    )
    assert.isTrue(broken)
    assert.deepStrictEqual(failures, ["An export was broken off: the store failed"])
    assert.strictEqual((await handle(request())).status, 503)
  })

  it("reads no more pages than the client reads", async () => {
    const { handle, read } = await handlerOf(Number.POSITIVE_INFINITY)
    const response = await handle(request())
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    for (let chunks = 0; chunks < 5; chunks++) await reader.read()
    // Many turns of the event loop, in which an eager reader would have read on.
    for (let turns = 0; turns < 200; turns++) await new Promise(setImmediate)
    assert.isBelow(read.pages, 30)
    const before = read.pages
    await reader.cancel()
    for (let turns = 0; turns < 200; turns++) await new Promise(setImmediate)
    assert.isBelow(read.pages, before + 3)
  })

  it("gives the place of a stream back when the client is gone", async () => {
    const { hostname, port } = new URL(server.origin)
    const open = async () => {
      const socket = connect({ host: hostname, port: Number(port) })
      socket.on("error", () => {})
      socket.write(`GET ${PATH} HTTP/1.1\r\nhost: x\r\nx-api-key: key\r\n\r\n`)
      await once(socket, "data")
      return socket
    }
    // More than one organization may have at a time.
    for (let i = 0; i < 6; i++) (await open()).destroy()
    assert.strictEqual((await exported()).status, 200)
  })
})

describe("acceptedType", () => {
  const supported = ["application/x-ndjson", "text/csv"]
  it.each([
    [undefined, "application/x-ndjson"],
    ["", "application/x-ndjson"],
    ["*/*", "application/x-ndjson"],
    ["text/csv", "text/csv"],
    ["TEXT/CSV; charset=utf-8", "text/csv"],
    ["text/*", "text/csv"],
    ["text/csv;q=0.5, application/x-ndjson;q=0.4", "text/csv"],
    ["application/x-ndjson;q=0.1, text/*;q=0.2", "text/csv"],
    ["*/*, application/x-ndjson;q=0", "text/csv"],
    ["application/json", undefined],
    ["text/csv;q=0", undefined],
    ["nonsense", undefined],
  ])("of %j is %s", (accept, expected) => {
    assert.strictEqual(acceptedType(accept, supported), expected)
  })
})
