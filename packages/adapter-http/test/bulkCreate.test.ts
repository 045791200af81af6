import { deflateSync, gzipSync } from "node:zlib"
import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "vitest"
import { MAX_BODY_BYTES, post, startServer } from "./support/server.ts"

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"))

const server = await startServer()
const rejecting = await startServer({ policy: { allDuplicates: "reject" } })
const small = await startServer({ policy: { maxContacts: 2 } })

describe("success", () => {
  it("is 201 when a contact was created, and stores it", async () => {
    const { status, body } = await post(server, {
      contacts: ["Ada Lovelace <Ada@Example.com>"],
      accountIds: ["A1"],
      contactType: "CT2",
      source: "Slack",
    })
    assert.strictEqual(status, 201)
    assert.deepStrictEqual(body, { total: 1, created: 1, skipped: 0 })
    const contact: object = { ...server.store.contacts("org")[0] }
    assert.deepInclude(contact, {
      email: "ada@example.com",
      firstName: "Ada",
      lastName: "Lovelace",
      accountIds: ["A1"],
      contactType: "CT2",
      source: "Slack",
    })
  })

  it("is 201 when some were created and others skipped", async () => {
    await post(server, { contacts: ["mixed-1@example.com"] })
    const { status, body } = await post(server, { contacts: ["mixed-1@example.com", "mixed-2@example.com"] })
    assert.strictEqual(status, 201)
    assert.deepStrictEqual(body, { total: 2, created: 1, skipped: 1 })
  })

  it("is 200 when every contact was skipped", async () => {
    await post(server, { contacts: ["twice@example.com"] })
    const { status, body } = await post(server, { contacts: ["twice@example.com", "TWICE@example.com"] })
    assert.strictEqual(status, 200)
    assert.deepStrictEqual(body, { total: 2, created: 0, skipped: 2 })
  })

  it("accepts the four forms of a contact", async () => {
    const { body } = await post(server, {
      contacts: [
        "form-1@example.com",
        '"Lovelace, Ada" <form-2@example.com>',
        '{"email":"form-3@example.com","firstName":"Ada"}',
        { email: "form-4@example.com", phoneNumber: "+1 (415) 555-2671" },
      ],
    })
    assert.deepStrictEqual(body, { total: 4, created: 4, skipped: 0 })
  })

  it("reads a single string as a list of account ids, and null as absent", async () => {
    const { status } = await post(server, { contacts: ["bare@example.com"], accountIds: "A2", source: null })
    assert.strictEqual(status, 201)
    const contact = server.store.contacts("org").find(({ email }) => email === "bare@example.com")
    assert.strictEqual(contact?.accountIds.join(), "A2")
  })

  it("accepts a charset of UTF-8, and a missing content type", async () => {
    const contacts = (email: string) => new TextEncoder().encode(JSON.stringify({ contacts: [email] }))
    const charset = { "content-type": 'application/json; charset="UTF-8"' }
    assert.strictEqual((await post(server, contacts("charset@example.com"), charset)).status, 201)
  })
})

describe("a content encoding", () => {
  const json = (email: string) => JSON.stringify({ contacts: [email] })

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
  ])("of %s is decoded", async (encoding, compress) => {
    const { status } = await post(server, compress(json(`${encoding}@example.com`)), { "content-encoding": encoding })
    assert.strictEqual(status, 201)
  })

  it("is limited by the inflated size", async () => {
    const bomb = gzipSync(" ".repeat(times(8, 64) * MAX_BODY_BYTES))
    assert.isBelow(bomb.length, MAX_BODY_BYTES)
    assert.strictEqual((await post(server, bomb, { "content-encoding": "gzip" })).status, 413)
  })

  it("that the body does not have is a 400", async () => {
    const { status, body } = await post(server, json("a@example.com"), { "content-encoding": "gzip" })
    assert.strictEqual(status, 400)
    assert.strictEqual(body.message, "The body could not be read")
  })
})

describe("400", () => {
  it("has the seed's body for an empty list", async () => {
    const { status, body } = await post(server, { contacts: [] })
    assert.strictEqual(status, 400)
    assert.deepStrictEqual(body, { statusCode: 400, message: "No contacts to create", error: "Bad Request" })
  })

  it("has the same body for a request of duplicates if the policy rejects them", async () => {
    await post(rejecting, { contacts: ["again@example.com"] })
    const { status, body } = await post(rejecting, { contacts: ["again@example.com"] })
    assert.strictEqual(status, 400)
    assert.deepStrictEqual(body, { statusCode: 400, message: "No contacts to create", error: "Bad Request" })
  })

  it("lists every problem with its index and field, and stores nothing", async () => {
    const { status, body } = await post(server, {
      contacts: ["valid@example.com", { email: "no", phoneNumber: "12" }, { email: "x@example.com", emial: "y" }, 4],
      accountIds: [1],
      sorce: "Slack",
    })
    assert.strictEqual(status, 400)
    assert.strictEqual(body.message, "Invalid request: 6 problems, nothing was created")
    assert.deepStrictEqual(
      body.details.map(({ index, field }: { index?: number; field: string }) => [index, field]),
      [
        [undefined, "sorce"],
        [undefined, "accountIds"],
        [1, "email"],
        [1, "phoneNumber"],
        [2, "emial"],
        [3, "contacts"],
      ],
    )
    assert.isUndefined(server.store.contacts("org").find(({ email }) => email === "valid@example.com"))
  })

  it("lists at most 100 problems, and counts the others", async () => {
    const { body } = await post(server, { contacts: Array.from({ length: 130 }, () => "no address") })
    assert.strictEqual(body.details.length, 100)
    assert.strictEqual(body.omitted, 30)
  })

  it("gives each problem its code", async () => {
    const { body } = await post(server, {
      contacts: [{ email: "no", phoneNumber: "12" }, { email: "x@example.com", emial: "y" }, 4],
    })
    assert.deepStrictEqual(
      body.details.map(({ code }: { code: string }) => code),
      ["invalid_email", "country_code_missing", "unknown_property", "wrong_type"],
    )
  })

  it("names the line and the column at which the body stops being JSON", async () => {
    const { status, body } = await post(server, '{"contacts":[\n"a@example.org",\n"b@example.org",\n]}\n')
    assert.strictEqual(status, 400)
    const problem = "is not valid JSON: unexpected ] at line 4, column 1"
    assert.strictEqual(body.message, `The body ${problem}`)
    assert.deepStrictEqual(body.details, [{ field: "body", code: "invalid_json", message: problem }])
  })

  it("names too many contacts", async () => {
    const { status, body } = await post(small, { contacts: ["a@example.com", "b@example.com", "c@example.com"] })
    assert.strictEqual(status, 400)
    assert.deepStrictEqual(body.details, [
      { field: "contacts", code: "too_many_contacts", message: "must have at most 2 contacts, not 3" },
    ])
  })

  it.each<[string, string | Uint8Array]>([
    ["an empty body", ""],
    ["broken JSON", '{"contacts":["a@example.com"'],
    ["broken UTF-8, which would be stored as something else", latin1('{"contacts":["a@example.com"],"source":"Café"}')],
    ["an array", "[]"],
    ["null", "null"],
    ["an object without contacts", "{}"],
    ["contacts that are no list", '{"contacts":"a@example.com"}'],
  ])("is the response to %s", async (_name, sent) => {
    const { status, body } = await post(server, sent)
    assert.strictEqual(status, 400)
    assert.strictEqual(body.error, "Bad Request")
    assert.lengthOf(body.details, 1)
    assert.isString(body.details[0].code)
  })
})

describe("404", () => {
  it("names the accounts that do not exist or belong to another organization", async () => {
    const { status, body } = await post(server, { contacts: ["a@example.com"], accountIds: ["A1", "B1", "nope"] })
    assert.strictEqual(status, 404)
    assert.deepStrictEqual(body, {
      statusCode: 404,
      message: "Account not found",
      error: "Not Found",
      details: [
        { field: "accountIds", id: "B1", code: "account_not_found", message: "Account not found: B1" },
        { field: "accountIds", id: "nope", code: "account_not_found", message: "Account not found: nope" },
      ],
    })
  })

  it("names the contact type that is missing", async () => {
    const { status, body } = await post(server, { contacts: ["a@example.com"], contactType: "CT9" })
    assert.strictEqual(status, 404)
    assert.strictEqual(body.message, "Contact type not found")
    assert.deepStrictEqual(body.details, [
      { field: "contactType", id: "CT9", code: "contact_type_not_found", message: "Contact type not found: CT9" },
    ])
  })

  it("says that there is no default contact type", async () => {
    const { status, body } = await post(server, { contacts: ["a@example.com"] }, { "x-api-key": "other-key" })
    assert.strictEqual(status, 404)
    assert.strictEqual(body.message, "Contact type not found")
    assert.strictEqual(body.details[0].field, "contactType")
    assert.strictEqual(body.details[0].code, "contact_type_required")
  })
})
