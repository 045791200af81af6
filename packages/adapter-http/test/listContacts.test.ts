import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { Contacts } from "@bulk-contacts/core"
import { times } from "@bulk-contacts/test-support/times"
import { Context, Effect, Layer } from "effect"
import { assert, describe, it } from "vitest"
import { createWebHandler } from "../src/web/index.ts"
import { post, send, startServer } from "./support/server.ts"

const server = await startServer()

const get = (path: string, key = "key") => send(`${server.origin}${path}`, { headers: { "x-api-key": key } })

const PATH = "/v1/accounts/contacts"

/** Creates contacts of the first organization, with a source of their own by which they are listed. */
const create = async (source: string, contacts: ReadonlyArray<unknown>, request: object = {}) => {
  const { status } = await post(server, { contacts, source, ...request })
  assert.strictEqual(status, 201)
}

const emailsOf = ({ body }: { readonly body: any }): ReadonlyArray<string> =>
  body.contacts.map(({ email }: { email: string }) => email)

/** All pages, and what happens between them. */
const readAll = async (query: string, between: (last: string, page: number) => Promise<void> = async () => {}) => {
  const read: Array<string> = []
  let cursor: string | undefined
  let page = 0
  do {
    const answer = await get(`${PATH}?${query}${cursor === undefined ? "" : `&cursor=${cursor}`}`)
    assert.strictEqual(answer.status, 200)
    const emails = emailsOf(answer)
    read.push(...emails)
    await between(emails.at(-1) ?? "", page++)
    cursor = answer.body.nextCursor
  } while (cursor !== undefined)
  return read
}

describe("GET /v1/accounts/contacts", () => {
  it("has every value of a contact, and omits what is absent", async () => {
    const full = {
      email: "full@example.com",
      firstName: "Ada",
      lastName: "Lovelace",
      phoneNumber: "+14155552671",
      avatarUrl: "https://example.com/ada.png",
      contactType: "CT2",
      accountIds: ["A1", "A2"],
      source: "values",
      customFieldValues: [{ a: 1 }],
      metadata: { b: null },
    }
    await create("values", [full, "bare@example.com"])
    const { body } = await get(`${PATH}?source=values`)
    const [bare, stored] = body.contacts
    assert.deepStrictEqual(Object.keys(bare), [
      "id",
      "email",
      "firstName",
      "contactType",
      "accountIds",
      "source",
      "createdAt",
      "updatedAt",
    ])
    const { id, createdAt, updatedAt, ...values } = stored
    assert.deepStrictEqual(values, full)
    assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7/)
    assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.strictEqual(updatedAt, createdAt)
    assert.notProperty(body, "nextCursor")
  })

  it.each(["newest", "email"])(
    "shows each contact once, whatever comes and goes between pages, sorted by %s (E1)",
    async (sort) => {
      const numbered = (prefix: string, count: number) =>
        Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1).padStart(4, "0")}@example.com`)
      const [emails, added] = [numbered(`p-${sort}-`, times(500, 2500)), numbered(`q-${sort}-`, 50)]
      await create(`E1-${sort}`, emails)
      let removed = ""
      const read = await readAll(`source=E1-${sort}&sort=${sort}&limit=7`, async (last, page) => {
        if (page !== times(20, 100)) return
        removed = last
        await create(`E1-${sort}`, added)
        await Effect.runPromise(server.store.deleteContact("org", last))
      })
      assert.include(emails, removed)
      assert.sameMembers(
        read.filter((email) => !added.includes(email)),
        emails,
      )
      assert.strictEqual(new Set(read).size, read.length)
    },
  )

  it("finds a contact by every spelling of its address (E2)", async () => {
    await create("E2", ["ada+news@example.com", "bücher@BÜCHER.example", "ist@example.com"])
    for (const email of [
      "ada+news@example.com",
      "ada%2Bnews@EXAMPLE.com",
      "%20ada%2Bnews@example.com%20",
      "mailto:ada+news@example.com",
      "%C4%B0st@example.com",
      "b%C3%BCcher@xn--bcher-kva.example",
    ]) {
      const found = await get(`${PATH}?email=${email}&source=E2`)
      assert.strictEqual(found.body.contacts?.length, 1, email)
    }
  })

  it("names a parameter that is unknown, empty, repeated or invalid, and returns no contacts (E3)", async () => {
    for (const [query, fields] of [
      ["e-mail=x@example.com", ["e-mail"]],
      ["email=", ["email"]],
      ["email=a@example.com&email=b@example.com", ["email"]],
      ["Limit=5", ["Limit"]],
      ["email=x", ["email"]],
      ["accountId=%20", ["accountId"]],
      ["source=%00", ["source"]],
      ["source=%FF", ["source"]],
      ["sort=oldest", ["sort"]],
      ["sort=email&sort=email", ["sort"]],
      ["cursor=x", ["cursor"]],
      ["cursor=", ["cursor"]],
      ["contactType=&importId=&limit=0", ["contactType", "importId", "limit"]],
    ] as const) {
      const { status, body } = await get(`${PATH}?${query}`)
      assert.strictEqual(status, 400, query)
      assert.strictEqual(body.message, "Invalid query parameters")
      assert.sameMembers(
        body.details.map(({ field }: { field: string }) => field),
        [...fields],
        query,
      )
      assert.notProperty(body, "contacts")
    }
  })

  it("reads windows of time, with any offset (E4)", async () => {
    await create("E4", ["e4@example.com"])
    const { body } = await get(`${PATH}?source=E4`)
    const created = new Date(body.contacts[0].createdAt)
    const at = (millis: number, offset: string, hours: number) =>
      new Date(created.getTime() + millis + hours * 3_600_000).toISOString().replace("Z", offset)
    const count = async (query: string) => emailsOf(await get(`${PATH}?source=E4&${query}`)).length
    assert.strictEqual(await count(`createdAfter=${at(0, "+01:00", 1)}`), 1)
    assert.strictEqual(await count(`createdAfter=${at(0, "%2B01:00", 1)}`), 1)
    assert.strictEqual(await count(`createdAfter=${at(0, "-05:30", -5.5)}`), 1)
    assert.strictEqual(await count(`createdAfter=${at(0, "Z", 0).replace("Z", "1Z")}`), 0)
    assert.strictEqual(await count(`createdAfter=${at(1, "z", 0)}`), 0)
    assert.strictEqual(await count(`createdBefore=${at(0, "Z", 0)}`), 0)
    assert.strictEqual(await count(`createdBefore=${at(1, "Z", 0)}`), 1)
    for (const time of [
      "2026-03-01",
      "2026-03-01T09:00",
      "2026-02-30T00:00:00Z",
      "2026-03-01T09:00:00",
      "2026-03-01T24:00:00Z",
      "2026-03-01T09:00:00 01:00",
      "1772352000",
    ]) {
      assert.strictEqual((await get(`${PATH}?createdAfter=${encodeURIComponent(time)}`)).status, 400, time)
    }
  })

  it("rejects a cursor that belongs to other filters, another order or another organization", async () => {
    await create("cursor", ["c1@example.com", "c2@example.com"])
    const { body } = await get(`${PATH}?source=cursor&limit=1`)
    const cursor: string = body.nextCursor
    const next = `source=cursor&cursor=${cursor}`
    assert.deepStrictEqual(emailsOf(await get(`${PATH}?${next}&limit=7`)), ["c1@example.com"])
    const rejected = [
      get(`${PATH}?cursor=${cursor}`),
      get(`${PATH}?source=other&cursor=${cursor}`),
      get(`${PATH}?${next}&sort=email`),
      get(`${PATH}?${next}`, "other-key"),
      get(`${PATH}?source=cursor&cursor=${cursor.slice(0, -1)}`),
      get(`/v1/accounts?cursor=${cursor}`),
    ]
    for (const answer of rejected) {
      const { status, body } = await answer
      assert.strictEqual(status, 400)
      assert.deepStrictEqual(
        body.details.map(({ field }: { field: string }) => field),
        ["cursor"],
      )
    }
  })

  it("shows an organization its own contacts only, and nobody anything without a key", async () => {
    await create("isolation", ["mine@example.com"])
    assert.deepStrictEqual(emailsOf(await get(PATH, "other-key")), [])
    assert.strictEqual((await get(PATH, "nobody")).status, 401)
    assert.strictEqual((await get(`${PATH}?nonsense`, "nobody")).status, 401)
    assert.strictEqual((await send(`${server.origin}${PATH}`)).status, 401)
  })

  it("responds to HEAD as to GET, and allows nothing else", async () => {
    const headers = { "x-api-key": "key" }
    const head = await fetch(`${server.origin}${PATH}`, { method: "HEAD", headers })
    assert.deepStrictEqual([head.status, await head.text()], [200, ""])
    const { status, headers: answered } = await send(`${server.origin}${PATH}`, { method: "DELETE", headers })
    assert.deepStrictEqual([status, answered.get("allow")], [405, "GET, HEAD"])
  })
})

describe("lists for choosing", () => {
  it("have the accounts and contact types of the organization, in pages", async () => {
    assert.deepStrictEqual((await get("/v1/accounts", "other-key")).body, { accounts: [{ id: "B1", name: "B1" }] })
    const { body: first } = await get("/v1/accounts?limit=2")
    assert.deepStrictEqual(first.accounts, [
      { id: "A1", name: "A1" },
      { id: "A123", name: "A123" },
    ])
    const { body: second } = await get(`/v1/accounts?limit=2&cursor=${first.nextCursor}`)
    assert.deepStrictEqual(second, { accounts: [{ id: "A2", name: "A2" }] })
    assert.deepStrictEqual((await get("/v1/contact-types")).body, {
      contactTypes: [
        { id: "CT1", name: "CT1", default: true },
        { id: "CT123", name: "CT123", default: false },
        { id: "CT2", name: "CT2", default: false },
      ],
    })
    assert.strictEqual((await get(`/v1/contact-types?limit=2&cursor=${first.nextCursor}`)).status, 400)
    assert.strictEqual((await get("/v1/accounts?source=x")).status, 400)
  })
})

describe("in a server of your own", () => {
  const handlerOf = (store: Layer.Layer<any>) =>
    createWebHandler({ store: store as never, authenticate: () => "org", prefix: "/crm", onFailure: () => {} })
  const request = (path: string) => new Request(`http://host/crm${path}`)

  it("is mounted with the prefix", async () => {
    const store = makeMemoryStore({ id: "org", accounts: ["A1"] })
    const { handle } = await handlerOf(store.layer)
    const response = await handle(request("/v1/accounts"))
    assert.deepStrictEqual([response.status, await response.json()], [200, { accounts: [{ id: "A1", name: "A1" }] }])
    assert.deepStrictEqual(await (await handle(request(PATH))).json(), { contacts: [] })
  })

  it("responds 404 if the store cannot list contacts", async () => {
    const store = makeMemoryStore({ id: "org" })
    const without = Layer.effectContext(
      Effect.map(Layer.build(store.layer), (context) => Context.pick(Contacts)(context)),
    ).pipe(Layer.orDie)
    const { handle } = await handlerOf(without as never)
    for (const path of [PATH, `${PATH}/export`, "/v1/accounts", "/v1/contact-types"]) {
      assert.strictEqual((await handle(request(path))).status, 404)
    }
  })
})
