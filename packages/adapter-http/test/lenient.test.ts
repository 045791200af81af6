import { Stream } from "effect"
import { assert, describe, it } from "vitest"
import { createBulkContactsClient } from "../src/client/index.ts"
import { callClient } from "./support/callClient.ts"
import { clients } from "./support/clients.ts"
import { post, startServer } from "./support/server.ts"

const server = await startServer()
const lenient = { prefer: "handling=lenient" }
const invalidEmail = { field: "email", code: "invalid_email", message: "must be an email address" }
const storedEmails = (prefix: string) =>
  server.store
    .contacts("org")
    .map(({ email }) => email)
    .filter((email) => email.startsWith(prefix))

describe("Prefer: handling=lenient", () => {
  it("leaves out invalid contacts, counts them and says what is wrong", async () => {
    const contacts = [
      "json1@example.com",
      "no address",
      { email: "json2@example.com", accountIds: ["X1"] },
      { email: "json3@example.com", contactType: "XT1" },
      "JSON1@example.com",
    ]
    const { status, headers, body } = await post(server, { contacts }, lenient)
    assert.strictEqual(status, 201)
    assert.strictEqual(headers.get("preference-applied"), "handling=lenient")
    assert.deepStrictEqual(body, {
      total: 5,
      created: 1,
      skipped: 1,
      invalid: 3,
      details: [
        { index: 1, ...invalidEmail },
        { index: 2, field: "accountIds", id: "X1", code: "account_not_found", message: "Account not found: X1" },
        {
          index: 3,
          field: "contactType",
          id: "XT1",
          code: "contact_type_not_found",
          message: "Contact type not found: XT1",
        },
      ],
    })
    assert.deepStrictEqual(storedEmails("json"), ["json1@example.com"])
  })

  it.each([
    ["handling=lenient, return=representation", "return=representation, handling=lenient"],
    ["return=representation; foo=1,HANDLING = Lenient", "return=representation, handling=lenient"],
    ['handling="lenient", handling=strict', "handling=lenient"],
    ["return=minimal, handling=lenient", "handling=lenient"],
    ["handling=strict", null],
    ["handling=strict, handling=lenient", null],
    ["nothandling=lenient", null],
  ])("is read as RFC 7240 says, and confirmed: %s", async (prefer, applied) => {
    const { status, headers, body } = await post(server, { contacts: ["no address", "p@example.com"] }, { prefer })
    if (applied === null) return assert.strictEqual(status, 400)
    assert.strictEqual(headers.get("preference-applied"), applied)
    assert.strictEqual(body.invalid, 1)
    assert.strictEqual("contacts" in body, applied.includes("return"))
    return undefined
  })

  it("has the outcomes of invalid contacts, also in a dry run", async () => {
    const prefer = { prefer: "return=representation, handling=lenient" }
    const contacts = ["no address", "outcome@example.com", "outcome@example.com"]
    const { status, body } = await post(server, { contacts }, prefer, "?dryRun=true")
    assert.strictEqual(status, 200)
    assert.deepStrictEqual(body, {
      total: 3,
      created: 1,
      skipped: 1,
      invalid: 1,
      details: [{ index: 0, ...invalidEmail }],
      contacts: [
        { index: 0, status: "invalid", problems: [invalidEmail] },
        { index: 1, email: "outcome@example.com", status: "created" },
        { index: 2, email: "outcome@example.com", status: "skipped", reason: "duplicate_in_request", duplicateOf: 1 },
      ],
    })
    assert.isEmpty(storedEmails("outcome"))
  })

  it("responds 200 if no contact is valid, and has no details if all are", async () => {
    const none = await post(server, { contacts: ["no address"] }, lenient)
    assert.strictEqual(none.status, 200)
    assert.deepStrictEqual(none.body, {
      total: 1,
      created: 0,
      skipped: 0,
      invalid: 1,
      details: [{ index: 0, ...invalidEmail }],
    })
    const all = await post(server, { contacts: ["all@example.com"] }, lenient)
    assert.deepStrictEqual([all.status, all.body], [201, { total: 1, created: 1, skipped: 0, invalid: 0 }])
  })

  it.each([
    [400, { contacts: [] }],
    [400, { contacts: ["no address", "own@example.com"], sauce: "Slack" }],
    [400, { contacts: ["own@example.com"], source: "\0" }],
    [400, '{"contacts":["own@example.com"]'],
    [404, { contacts: ["own@example.com"], accountIds: ["X1"] }],
    [404, { contacts: ["own@example.com"], contactType: "XT1" }],
  ])("responds %i if the request itself is wrong: %j", async (status, request) => {
    const answer = await post(server, request, lenient)
    assert.strictEqual(answer.status, status)
    assert.isEmpty(storedEmails("own"))
  })

  it("lists 100 problems, as a 400 does, and counts the rest", async () => {
    const contacts = Array.from({ length: 120 }, () => "no address")
    const { body } = await post(server, { contacts }, lenient)
    const strict = await post(server, { contacts })
    assert.deepStrictEqual([body.invalid, body.omitted], [120, 20])
    assert.deepStrictEqual([strict.body.details, strict.body.omitted], [body.details, body.omitted])
  })

  it("replays the counts and the problems under an idempotency key, which covers the handling", async () => {
    const headers = { ...lenient, "idempotency-key": "lenient" }
    const request = { contacts: ["key@example.com", "no address", { email: "k@example.com", accountIds: "X1" }] }
    const first = await post(server, request, headers)
    const again = await post(server, request, headers)
    assert.strictEqual(again.headers.get("idempotency-replayed"), "true")
    assert.strictEqual(again.headers.get("preference-applied"), "handling=lenient")
    assert.deepStrictEqual([again.status, again.body], [201, first.body])
    for (const contacts of [
      ["key@example.com", "no  address", request.contacts[2]],
      ["key@example.com", "no address"],
    ]) {
      assert.strictEqual((await post(server, { contacts }, headers)).status, 422)
    }
    const strict = { contacts: ["strict@example.com"] }
    assert.strictEqual((await post(server, strict, { "idempotency-key": "strict" })).status, 201)
    assert.strictEqual((await post(server, strict, { ...lenient, "idempotency-key": "strict" })).status, 422)
  })
})

describe("a lenient stream", () => {
  const ndjson = { ...lenient, "content-type": "application/x-ndjson" }
  const csv = { ...lenient, "content-type": "text/csv" }

  it("leaves out lines of NDJSON that cannot be read", async () => {
    const body = '"nd1@example.com"\n{"email":\n\n{"email":"nd2@example.com","accountIds":["X1"]}\n"nd3@example.com"'
    const prefer = "handling=lenient, return=representation"
    const answer = await post(server, body, { ...ndjson, prefer })
    assert.strictEqual(answer.status, 201)
    assert.strictEqual(answer.headers.get("preference-applied"), "return=representation, handling=lenient")
    const { contacts, ...counts } = answer.body
    assert.deepStrictEqual(counts, {
      total: 4,
      created: 2,
      skipped: 0,
      invalid: 2,
      details: [
        {
          index: 1,
          line: 2,
          field: "contacts",
          code: "invalid_json",
          message: "is not valid JSON: it ends at line 2, column 10",
        },
        {
          index: 2,
          line: 4,
          field: "accountIds",
          id: "X1",
          code: "account_not_found",
          message: "Account not found: X1",
        },
      ],
    })
    assert.deepStrictEqual(
      contacts.map(({ status }: { status: string }) => status),
      ["created", "invalid", "invalid", "created"],
    )
    assert.deepStrictEqual(storedEmails("nd"), ["nd1@example.com", "nd3@example.com"])
  })

  it("leaves out rows of CSV that are torn, and is rejected because of a column that is not understood", async () => {
    const torn = 'email,firstName\ncsv1@example.com,Ada\ncsv2@example.com,"Gr"ace\ncsv3@example.com,Alan\ncsv,\n'
    const answer = await post(server, torn, csv)
    assert.deepStrictEqual([answer.status, answer.body.created, answer.body.invalid], [201, 2, 2])
    assert.deepStrictEqual(
      answer.body.details.map(({ line, code }: { line: number; code: string }) => [line, code]),
      [
        [3, "invalid_csv"],
        [5, "invalid_email"],
      ],
    )
    assert.deepStrictEqual(storedEmails("csv"), ["csv1@example.com", "csv3@example.com"])
    const unknown = await post(server, "email,Whatever\ncol@example.com,x\nno address,\n", csv)
    assert.strictEqual(unknown.status, 400)
    assert.isEmpty(storedEmails("col"))
  })

  it("is rejected because of bytes that cannot be decoded", async () => {
    for (const [type, text] of [
      [ndjson, '"byte1@example.com"\n"no address"\n{"email":"byte2@example.com","source":"Caf\xe9"}\n'],
      [csv, "email,source\nbyte1@example.com,\nno address,\nbyte2@example.com,Caf\xe9\n"],
    ] as const) {
      const { status, body } = await post(server, new Uint8Array(Buffer.from(text, "latin1")), type)
      assert.strictEqual(status, 400)
      assert.deepInclude(body.details[0], { field: "body", code: "invalid_encoding" })
      assert.isEmpty(storedEmails("byte"))
    }
  })

  it("is rejected because of its defaults", async () => {
    for (const [query, status] of [
      ["?accountIds=X1", 404],
      ["?contactType=XT1", 404],
      ["?source=%00", 400],
    ] as const) {
      assert.strictEqual((await post(server, '"default@example.com"\n', ndjson, query)).status, status)
    }
    assert.isEmpty(storedEmails("default"))
  })

  it("replays the counts and the problems, and distinguishes lines that cannot be read", async () => {
    const headers = { ...ndjson, "idempotency-key": "stream" }
    const first = await post(server, '"key1@example.com"\n{"a\n', headers)
    const again = await post(server, '"key1@example.com"\n{"a\n', headers)
    assert.deepStrictEqual([again.status, again.body], [201, first.body])
    assert.strictEqual((await post(server, '"key1@example.com"\n{"b\n', headers)).status, 422)
    const csvKey = { ...csv, "idempotency-key": "csv" }
    const table = (cell: string) => `email,firstName\nkey2@example.com,Ada\nkey3@example.com,"${cell}"x\n`
    assert.strictEqual((await post(server, table("a"), csvKey)).body.invalid, 1)
    assert.strictEqual((await post(server, table("a"), csvKey)).headers.get("idempotency-replayed"), "true")
    assert.strictEqual((await post(server, table("b"), csvKey)).status, 422)
  })
})

it("is counted in /metrics and logged", async () => {
  const metric = async () => {
    const text = await (await fetch(`${server.origin}/metrics`)).text()
    return Number(/^contacts_invalid_total (\S+)$/m.exec(text)?.[1] ?? 0)
  }
  const before = await metric()
  await post(server, { contacts: ["metric@example.com", "no address", 5] }, lenient)
  await post(server, { contacts: ["no address"] }, lenient, "?dryRun=true")
  assert.strictEqual((await metric()) - before, 2)
  await server.logged(/"invalid":2/)
})

describe("the client's option lenient", () => {
  const contacts = ["no address", "client@example.com"]
  const expected = { total: 2, skipped: 0, invalid: 1, details: [{ index: 0, ...invalidEmail }] }

  it("is sent by both verbs, and combined with others", async () => {
    const { response } = await callClient(server, (client) =>
      client.bulkCreate({ contacts }, { lenient: true, outcomes: true, dryRun: true }),
    )
    const { outcomes, ...counts } = response ?? assert.fail("no response")
    assert.deepStrictEqual(counts, { ...expected, created: 1, replayed: false })
    assert.deepStrictEqual<unknown>(outcomes?.[0], { index: 0, status: "invalid", problems: [invalidEmail] })
    const options = { lenient: true, idempotencyKey: "client" }
    for (const replayed of [false, true]) {
      const streamed = await callClient(server, (client) =>
        client.bulkCreateStream(Stream.fromIterable(contacts), {}, options),
      )
      const details = [{ index: 0, line: 1, ...invalidEmail }]
      assert.deepStrictEqual<unknown>(streamed.response, { ...expected, details, created: 1, replayed })
    }
  })

  it("works with promises", async () => {
    const client = createBulkContactsClient({ baseUrl: server.origin, apiKey: "key" })
    const { invalid, details } = await client.bulkCreate({ contacts }, { lenient: true })
    assert.deepStrictEqual([invalid, details?.length], [1, 1])
    assert.strictEqual((await client.bulkCreateStream(contacts, {}, { lenient: true })).invalid, 1)
  })

  it.each(clients)("is needed for a response with invalid contacts to be believed by %s", async (_, createClient) => {
    const counts = { total: 2, created: 1, skipped: 0, invalid: 1 }
    const client = createClient({
      baseUrl: "http://localhost",
      fetch: async (input, init) => {
        await new Request(input, init).text()
        return Response.json(counts, { status: 201 })
      },
    })
    assert.strictEqual((await client.bulkCreate({ contacts }, { lenient: true })).invalid, 1)
    for (const call of [
      client.bulkCreate({ contacts }),
      client.bulkCreate({ contacts: [...contacts, "c@example.com"] }, { lenient: true }),
    ]) {
      const error = await call.then(
        () => assert.fail("believed"),
        (error: Error) => error,
      )
      assert.match(error.message, /does not add up/)
    }
  })
})
