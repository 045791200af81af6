import { assert, describe, it } from "vitest"
import { holdStore } from "./support/hold.ts"
import { type Answer, post, startServer } from "./support/server.ts"

const server = await startServer()
const rejecting = await startServer({ policy: { allDuplicates: "reject" } })
const representation = { prefer: "return=representation" }

describe("?dryRun=true", () => {
  it("responds 200 with the counts of the real run, and stores nothing", async () => {
    await post(server, { contacts: ["old@example.com"] })
    const request = { contacts: ["old@example.com", "new@example.com", "NEW@example.com"] }
    const foreseen = await post(server, request, {}, "?dryRun=true")
    assert.strictEqual(foreseen.status, 200)
    assert.strictEqual(server.store.contacts("org").length, 1)
    const real = await post(server, request)
    assert.strictEqual(real.status, 201)
    assert.deepStrictEqual(foreseen.body, real.body)
  })

  it("has the errors of the real run", async () => {
    await post(rejecting, { contacts: ["old@example.com"] })
    for (const request of [
      { contacts: [] },
      { contacts: ["no address"] },
      { contacts: ["a@example.com"], accountIds: ["nope"] },
      { contacts: ["old@example.com"] },
    ]) {
      const foreseen = await post(rejecting, request, {}, "?dryRun=true")
      const real = await post(rejecting, request)
      assert.isAtLeast(real.status, 400)
      assert.deepStrictEqual([foreseen.status, foreseen.body], [real.status, real.body])
    }
  })

  it("is the real run if it is false", async () => {
    assert.strictEqual((await post(server, { contacts: ["false@example.com"] }, {}, "?dryRun=false")).status, 201)
  })
})

describe("?defaultCountry", () => {
  const contacts = (name: string) => [{ email: `${name}@example.com`, phoneNumber: "030 901820" }]
  const phoneNumberOf = (name: string) =>
    server.store.contacts("org").find(({ email }) => email === `${name}@example.com`)?.phoneNumber

  it("is the country of phone numbers without a country code, in JSON and in streams", async () => {
    assert.strictEqual((await post(server, { contacts: contacts("json") }, {}, "?defaultCountry=DE")).status, 201)
    assert.strictEqual(phoneNumberOf("json"), "+4930901820")
    const response = await fetch(`${server.origin}/v1/accounts/contacts/bulk?defaultCountry=DE&contactType=CT1`, {
      method: "POST",
      headers: { "x-api-key": "key", "content-type": "application/x-ndjson" },
      body: contacts("stream")
        .map((contact) => JSON.stringify(contact))
        .join("\n"),
    })
    assert.strictEqual(response.status, 201)
    assert.strictEqual(phoneNumberOf("stream"), "+4930901820")
  })

  it("is rejected by name if there is no such country", async () => {
    const { status, body } = await post(server, { contacts: contacts("nowhere") }, {}, "?defaultCountry=XX")
    assert.strictEqual(status, 400)
    assert.deepStrictEqual(
      body.details.map((problem: { field: string; code: string }) => [problem.field, problem.code]),
      [
        ["defaultCountry", "invalid_value"],
        ["phoneNumber", "country_code_missing"],
      ],
    )
    assert.isUndefined(phoneNumberOf("nowhere"))
  })
})

describe("query parameters", () => {
  it.each([
    ["?dryRun=yes", "dryRun"],
    ["?dryRun=true&dryRun=false", "dryRun"],
    ["?dryrun=true", "dryrun"],
  ])("%s is rejected by name, so that no dry run becomes a real one", async (query, field) => {
    const { status, body } = await post(server, { contacts: ["typo@example.com"] }, {}, query)
    assert.strictEqual(status, 400)
    assert.strictEqual(body.details[0].field, field)
    assert.isUndefined(server.store.contacts("org").find(({ email }) => email === "typo@example.com"))
  })
})

describe("Prefer: return=representation", () => {
  it("responds with what happened to each contact, in the order of the request", async () => {
    await post(server, { contacts: ["there@example.com"] })
    const { headers, body } = await post(
      server,
      { contacts: ["fresh@example.com", "Fresh@example.com", "there@example.com", "THERE@example.com"] },
      representation,
    )
    const idOf = (email: string) => server.store.contacts("org").find((contact) => contact.email === email)?.id
    assert.strictEqual(headers.get("preference-applied"), "return=representation")
    assert.deepStrictEqual(body, {
      total: 4,
      created: 1,
      skipped: 3,
      contacts: [
        { index: 0, email: "fresh@example.com", status: "created", id: idOf("fresh@example.com") },
        { index: 1, email: "fresh@example.com", status: "skipped", reason: "duplicate_in_request", duplicateOf: 0 },
        {
          index: 2,
          email: "there@example.com",
          status: "skipped",
          reason: "already_exists",
          id: idOf("there@example.com"),
        },
        { index: 3, email: "there@example.com", status: "skipped", reason: "duplicate_in_request", duplicateOf: 2 },
      ],
    })
  })

  it.each([500, 501, 1203])("responds with all of %i outcomes, in order", async (count) => {
    const contacts = Array.from({ length: count }, (_, i) => `many-${i}@example.com`)
    const { status, headers, body } = await post(server, { contacts }, representation, "?dryRun=true")
    assert.strictEqual(status, 200)
    assert.match(headers.get("content-type") ?? "", /^application\/json/)
    assert.deepStrictEqual(
      body.contacts.map(({ index, email }: { index: number; email: string }) => [index, email]),
      contacts.map((email, index) => [index, email]),
    )
    assert.strictEqual(body.total, count)
  })

  it("works in a dry run, in which new contacts have no ids", async () => {
    const { body } = await post(server, { contacts: ["to-come@example.com"] }, representation, "?dryRun=true")
    assert.deepStrictEqual(body.contacts, [{ index: 0, email: "to-come@example.com", status: "created" }])
  })

  it.each([
    ["return=minimal", false],
    ["respond-async, RETURN = Representation; foo=1", true],
    ["return=minimal, return=representation", false],
    ['return="representation"', true],
    ["wait=10", false],
  ])("is read as RFC 7240 says: %s", async (prefer, applied) => {
    const { headers, body } = await post(server, { contacts: ["prefer@example.com"] }, { prefer })
    assert.strictEqual(headers.has("preference-applied"), applied)
    assert.strictEqual("contacts" in body, applied)
  })
})

describe("Idempotency-Key", () => {
  const key = (value: string) => ({ "idempotency-key": value })

  it("replays the response to a retry, whether the key is quoted or bare", async () => {
    const request = { contacts: ["once-1@example.com", "once-2@example.com"] }
    const first = await post(server, request, key("retry"))
    assert.strictEqual(first.status, 201)
    assert.isFalse(first.headers.has("idempotency-replayed"))
    for (const header of ["retry", '"retry"']) {
      const again = await post(server, request, key(header))
      assert.strictEqual(again.status, 201)
      assert.strictEqual(again.headers.get("idempotency-replayed"), "true")
      assert.deepStrictEqual(again.body, { total: 2, created: 2, skipped: 0 })
    }
  })

  it("replays outcomes as they were", async () => {
    const request = { contacts: ["outcome@example.com"] }
    const first = await post(server, request, { ...key("outcomes"), ...representation })
    const again = await post(server, request, { ...key("outcomes"), ...representation })
    assert.strictEqual(first.body.contacts[0].status, "created")
    assert.deepStrictEqual(again.body, first.body)
  })

  it("is a 422 for a different payload", async () => {
    await post(server, { contacts: ["payload-1@example.com"] }, key("payload"))
    const { status, body } = await post(server, { contacts: ["payload-2@example.com"] }, key("payload"))
    assert.strictEqual(status, 422)
    assert.strictEqual(body.error, "Unprocessable Entity")
  })

  it("can be used again after a rejection, and is ignored in a dry run", async () => {
    assert.strictEqual((await post(server, { contacts: ["no address"] }, key("free"))).status, 400)
    assert.strictEqual((await post(server, { contacts: ["a@example.com"], accountIds: "no" }, key("free"))).status, 404)
    const foreseen = await post(server, { contacts: ["dry@example.com"] }, key("free"), "?dryRun=true")
    assert.strictEqual(foreseen.status, 200)
    assert.strictEqual((await post(server, { contacts: ["free@example.com"] }, key("free"))).status, 201)
  })

  it("is absent if the header is empty", async () => {
    for (const created of [1, 0]) {
      const { headers, body } = await post(server, { contacts: ["no-key@example.com"] }, key(""))
      assert.strictEqual(body.created, created)
      assert.isFalse(headers.has("idempotency-replayed"))
    }
  })

  it("belongs to the organization", async () => {
    await post(server, { contacts: ["scope@example.com"], contactType: "CT1" }, key("scope"))
    const other = { ...key("scope"), "x-api-key": "other-key" }
    const { status, headers } = await post(server, { contacts: ["x@example.com"], contactType: "CT9" }, other)
    assert.strictEqual(status, 201)
    assert.isFalse(headers.has("idempotency-replayed"))
  })

  it("is a 409 with Retry-After while the first request is in progress", async () => {
    const held = await holdStore(server)
    const answers: Array<Answer> = []
    const send = async () => {
      answers.push(await post(server, { contacts: ["under-way@example.com"] }, key("under way")))
      if (answers.length === 2) await held.release()
    }
    await Promise.all([send(), send(), send()])
    assert.deepStrictEqual(
      answers.map(({ status }) => status),
      [409, 409, 201],
    )
    assert.strictEqual(answers[0]?.headers.get("retry-after"), "1")
    assert.strictEqual(answers[0]?.body.error, "Conflict")
  })

  it.each([
    ["empty", '""'],
    ["too long", "k".repeat(256)],
  ])("is rejected if it is %s", async (_name, value) => {
    const { status, body } = await post(server, { contacts: ["key@example.com"] }, key(value))
    assert.strictEqual(status, 400)
    assert.strictEqual(body.details[0].field, "idempotencyKey")
  })
})
