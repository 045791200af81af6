import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { Imports } from "@bulk-contacts/core"
import { Context, Effect, Layer } from "effect"
import { assert, describe, it } from "vitest"
import { NotFound } from "../src/client/index.ts"
import { createWebHandler } from "../src/web/index.ts"
import { clients } from "./support/clients.ts"
import { send, startServer } from "./support/server.ts"

const server = await startServer()

const BULK = "/v1/accounts/contacts/bulk"
const IMPORTS = "/v1/accounts/contacts/imports"

const call = (method: string, path: string, key = "key") =>
  send(`${server.origin}${path}`, { method, headers: { "x-api-key": key } })

const create = (
  contacts: ReadonlyArray<string>,
  query: string,
  { mediaType = "application/json", key = "key", headers = {} } = {},
) =>
  send(`${server.origin}${BULK}${query}`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": mediaType, ...headers },
    body:
      mediaType === "application/json"
        ? JSON.stringify({ contacts })
        : mediaType === "text/csv"
          ? ["email", ...contacts].join("\n")
          : contacts.map((email) => JSON.stringify(email)).join("\n"),
  })

const unique = (() => {
  let count = 0
  return () => `c${++count}@example.com`
})()

const listed = async (id: string) => {
  const { body } = await call("GET", `${IMPORTS}?limit=1000`)
  return body.imports.find((one: { readonly id: string }) => one.id === id)
}

describe("?import=NAME", () => {
  it.each(["application/json", "application/x-ndjson", "text/csv"])(
    "records a body of %s, whose contacts have the id of the header",
    async (mediaType) => {
      const contacts = [unique(), unique()]
      const { status, headers, body } = await create(contacts, "?import=leads%202026.csv", { mediaType })
      assert.strictEqual(status, 201)
      assert.deepStrictEqual(body, { total: 2, created: 2, skipped: 0 })
      const id = headers.get("import-id") ?? ""
      assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7/)
      const { createdAt, ...rest } = await listed(id)
      assert.deepStrictEqual(rest, { id, name: "leads 2026.csv", total: 2, created: 2, skipped: 0, remaining: 2 })
      assert.closeTo(Date.parse(createdAt), Date.now(), 60_000)
      const own = await call("GET", `/v1/accounts/contacts?importId=${id}&sort=email`)
      assert.deepStrictEqual(
        own.body.contacts.map(({ email, importId }: any) => [email, importId]),
        contacts.map((email) => [email, id]),
      )
    },
  )

  it("has no header without a name and in a dry run, which records nothing", async () => {
    const before = (await call("GET", IMPORTS)).body.imports.length
    assert.isNull((await create([unique()], "")).headers.get("import-id"))
    const dry = await create([unique()], "?import=leads.csv&dryRun=true")
    assert.deepStrictEqual([dry.status, dry.headers.get("import-id")], [200, null])
    assert.strictEqual((await call("GET", IMPORTS)).body.imports.length, before)
  })

  it.each([
    ["?import=", "required"],
    ["?import=%20%E2%80%8B", "required"],
    ["?import=%00", "invalid_character"],
    ["?import=%FF", "invalid_encoding"],
    ["?import=leads%C3%28.csv", "invalid_encoding"],
    ["?import=%ED%A0%80", "invalid_encoding"],
    ["?import=100%", "invalid_encoding"],
    [`?import=${"n".repeat(256)}`, "too_long"],
    [`?import=${"%F0%9F%91%A9".repeat(256)}`, "too_long"],
    ["?import=a&import=b", "invalid_value"],
    ["?Import=a", "unknown_property"],
  ])("is a 400 that names the parameter for %s", async (query, code) => {
    for (const mediaType of ["application/json", "text/csv"]) {
      const { status, body } = await create([unique()], query, { mediaType })
      assert.strictEqual(status, 400)
      assert.deepStrictEqual(
        body.details.map((detail: any) => [detail.field, detail.code]),
        [[query.startsWith("?import") ? "import" : "Import", code]],
      )
      assert.isAbove(body.details[0].message.length, 10)
    }
  })

  it("is a 400 if the store does not record imports; it lists none, and undoes none", async () => {
    const { layer } = makeMemoryStore({ id: "acme", contactTypes: ["CT1"], defaultContactType: "CT1" })
    const store = Layer.effectContext(Effect.map(Layer.build(layer), Context.omit(Imports))) as typeof layer
    const { handle, dispose } = await createWebHandler({ store, authenticate: () => "acme" })
    const request = async (method: string, path: string, body?: object) => {
      const response = await handle(
        new Request(`http://localhost${path}`, {
          method,
          ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
        }),
      )
      return { status: response.status, body: (await response.json()) as any }
    }
    const rejected = await request("POST", `${BULK}?import=leads.csv`, { contacts: [unique()] })
    assert.strictEqual(rejected.status, 400)
    assert.deepStrictEqual([rejected.body.details[0].field, rejected.body.details[0].code], ["import", "not_supported"])
    assert.strictEqual((await request("POST", BULK, { contacts: [unique()] })).status, 201)
    assert.strictEqual((await request("GET", IMPORTS)).status, 404)
    assert.strictEqual((await request("DELETE", `${IMPORTS}/1`)).status, 404)
    await dispose()
  })
})

describe("DELETE /v1/accounts/contacts/imports/{id}", () => {
  it("deletes what the import created; its key then creates the contacts again (E7, E8)", async () => {
    const [ann, bea, cyd, dee] = [unique(), unique(), unique(), unique()]
    await create([ann], "")
    const headers = { "idempotency-key": "undone" }
    const first = await create([ann, bea, cyd, bea], "?import=fair.csv", { headers })
    await create([dee], "?import=fair.csv")
    const id = first.headers.get("import-id") ?? ""
    const replay = await create([ann, bea, cyd, bea], "?import=fair.csv", { headers })
    assert.deepStrictEqual([replay.headers.get("idempotency-replayed"), replay.headers.get("import-id")], ["true", id])
    const undo = () => call("DELETE", `${IMPORTS}/${id}`)
    assert.deepStrictEqual(await undo().then(({ status, body }) => [status, body]), [
      200,
      { deleted: 2, alreadyGone: 0 },
    ])
    assert.deepStrictEqual((await undo()).body, { deleted: 0, alreadyGone: 2 })
    const { remaining, undoneAt } = await listed(id)
    assert.strictEqual(remaining, 0)
    assert.closeTo(Date.parse(undoneAt), Date.now(), 60_000)
    for (const [email, found] of [
      [ann, 1],
      [bea, 0],
      [dee, 1],
    ] as const) {
      assert.lengthOf((await call("GET", `/v1/accounts/contacts?email=${email}`)).body.contacts, found)
    }
    const again = await create([ann, bea, cyd, bea], "?import=fair.csv", { headers })
    assert.deepStrictEqual([again.status, again.body.created], [201, 2])
    assert.isNull(again.headers.get("idempotency-replayed"))
    const listedAgain = await call("GET", `/v1/accounts/contacts?importId=${again.headers.get("import-id")}&sort=email`)
    assert.deepStrictEqual(
      listedAgain.body.contacts.map(({ email }: any) => email),
      [bea, cyd],
    )
  })

  it("is a 404 that names the id if it is unknown or another organization's, and touches nothing", async () => {
    const { headers } = await create([unique()], "?import=ours.csv")
    const id = headers.get("import-id") ?? ""
    for (const [unknown, key] of [
      [id, "other-key"],
      ["0190e7a4-4d0e-7b6e-8e53-0d5c6a1c2b3f", "key"],
      [id.toUpperCase(), "key"],
      ["nonsense", "key"],
    ] as const) {
      const { status, body } = await call("DELETE", `${IMPORTS}/${unknown}`, key)
      assert.strictEqual(status, 404)
      assert.strictEqual(body.message, "Import not found")
      assert.deepStrictEqual([body.details[0].id, body.details[0].code], [unknown, "import_not_found"])
    }
    assert.strictEqual((await listed(id)).remaining, 1)
    const theirs = await call("GET", IMPORTS, "other-key")
    assert.deepStrictEqual(theirs.body, { imports: [] })
  })

  it("has one path and one method, and no parameters", async () => {
    const allowed = async (method: string, path: string) => {
      const init = { method, headers: { "x-api-key": "key" } }
      const { status, headers } = await fetch(`${server.origin}${path}`, init)
      return [status, headers.get("allow")]
    }
    assert.deepStrictEqual(await allowed("OPTIONS", `${IMPORTS}/1`), [204, "DELETE"])
    assert.deepStrictEqual(await allowed("GET", `${IMPORTS}/1`), [405, "DELETE"])
    assert.deepStrictEqual(await allowed("OPTIONS", IMPORTS), [204, "GET, HEAD"])
    for (const path of [`${IMPORTS}/`, `${IMPORTS}/1/2`, `${IMPORTS}/%31`]) {
      assert.strictEqual((await call("DELETE", path)).status, 404)
    }
    const { status, body } = await call("DELETE", `${IMPORTS}/1?force=true`)
    assert.deepStrictEqual([status, body.details[0].field], [400, "force"])
    assert.strictEqual((await call("DELETE", `${IMPORTS}/1`, "no key")).status, 401)
  })

  it("is a 404 like any unknown path if the id is too long to be one, and is logged as such", async () => {
    const unknown = await call("DELETE", "/unknown")
    assert.strictEqual(unknown.status, 404)
    for (const length of [101, 102, 500, 5000]) {
      const id = "aZ0._~-".repeat(length).slice(0, length)
      const before = server.log.length
      for (const method of ["DELETE", "GET", "OPTIONS"]) {
        const { status, headers, body } = await call(method, `${IMPORTS}/${id}`)
        assert.deepStrictEqual([status, headers.get("allow"), body], [404, null, unknown.body])
      }
      const lines = server.log.slice(before)
      assert.isTrue(lines.every((line) => !line.includes(id)))
      const paths = lines.map((line) => JSON.parse(line).annotations.path)
      assert.deepStrictEqual(paths, ["none", "none", "none"])
    }
    const { status, body } = await call("DELETE", `${IMPORTS}/${"a".repeat(100)}`)
    assert.deepStrictEqual([status, body.message], [404, "Import not found"])
  })

  it("is logged and measured without the id in the route", async () => {
    const { headers } = await create([unique()], "?import=logged.csv")
    const id = headers.get("import-id") ?? ""
    await call("DELETE", `${IMPORTS}/${id}`)
    const metrics = await (await fetch(`${server.origin}/metrics`)).text()
    assert.include(metrics, `${IMPORTS}/:id`)
    assert.notInclude(metrics, id)
  })
})

describe("GET /v1/accounts/contacts/imports", () => {
  it("shows every import on one page, the newest first", async () => {
    const ids: Array<string> = []
    for (let i = 0; i < 5; i++) {
      const { headers } = await create([unique()], `?import=page${i}.csv`)
      ids.push(headers.get("import-id") ?? "")
    }
    const read: Array<string> = []
    let cursor = ""
    do {
      const { body } = await call("GET", `${IMPORTS}?limit=2${cursor && `&cursor=${cursor}`}`)
      assert.isAtMost(body.imports.length, 2)
      read.push(...body.imports.map(({ id }: any) => id))
      cursor = body.nextCursor ?? ""
    } while (cursor !== "")
    assert.includeMembers(read, ids)
    assert.deepStrictEqual(read, [...new Set(read)].sort().reverse())
  })

  it.each(["?limit=0", "?limit=1001", "?Limit=5", "?cursor=", "?cursor=abc", "?limit=1&limit=2", "?limit=%FF"])(
    "is a 400 that names the parameter for %s",
    async (query) => {
      const { status, body } = await call("GET", `${IMPORTS}${query}`)
      assert.strictEqual(status, 400)
      assert.strictEqual(body.details[0].field, /\?(\w+)/.exec(query)?.[1])
    },
  )

  it("does not accept the cursor of another organization or list", async () => {
    for (const name of ["a", "b"]) await create([unique()], `?import=${name}`)
    const { body } = await call("GET", `${IMPORTS}?limit=1`)
    assert.isString(body.nextCursor)
    assert.strictEqual((await call("GET", `${IMPORTS}?cursor=${body.nextCursor}`, "other-key")).status, 400)
    assert.strictEqual((await call("GET", `/v1/accounts/contacts?cursor=${body.nextCursor}`)).status, 400)
  })
})

describe.each(clients)("the client %s", (_, createClient) => {
  it("records, lists and undoes imports", async () => {
    const client = createClient({ baseUrl: server.origin, apiKey: "key" })
    const { importId = "" } = await client.bulkCreate({ contacts: [unique()] }, { import: "client.csv" })
    const streamed = await client.bulkCreateStream([unique()], {}, { import: "stream.csv" })
    const { imports, nextCursor } = await client.listImports({ limit: 2 })
    assert.sameMembers(
      imports.map(({ id, name }) => `${id} ${name}`),
      [`${importId} client.csv`, `${streamed.importId} stream.csv`],
    )
    assert.isString(nextCursor)
    assert.lengthOf((await client.listImports({ limit: 1, cursor: nextCursor ?? "" })).imports, 1)
    assert.deepStrictEqual(await client.undoImport(importId), { deleted: 1, alreadyGone: 0 })
    const error = await client.undoImport("nonsense").then(
      () => assert.fail("it was undone"),
      (error) => error,
    )
    assert.instanceOf(error, NotFound)
    assert.isUndefined((await client.bulkCreate({ contacts: [unique()] })).importId)
  })
})
