import { assert, describe, it } from "vitest"
import { post, startServer } from "./support/server.ts"

const server = await startServer()
const rejecting = await startServer({ policy: { allDuplicates: "reject" } })
const representation = { prefer: "return=representation" }

describe("?dryRun=true", () => {
  it("answers 200 with the counts of the real run, and stores nothing", async () => {
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

  it("is the real run where it is false", async () => {
    assert.strictEqual((await post(server, { contacts: ["false@example.com"] }, {}, "?dryRun=false")).status, 201)
  })
})

describe("query parameters", () => {
  it.each([
    ["?dryRun=yes", "dryRun"],
    ["?dryRun=true&dryRun=false", "dryRun"],
    ["?dryrun=true", "dryrun"],
  ])("%s is refused by name, so that no preview becomes a real run", async (query, field) => {
    const { status, body } = await post(server, { contacts: ["typo@example.com"] }, {}, query)
    assert.strictEqual(status, 400)
    assert.strictEqual(body.details[0].field, field)
    assert.isUndefined(server.store.contacts("org").find(({ email }) => email === "typo@example.com"))
  })
})

describe("Prefer: return=representation", () => {
  it("answers what became of each contact, in the order given", async () => {
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

  it("works in a dry run, which has no ids of contacts to come", async () => {
    const { body } = await post(server, { contacts: ["to-come@example.com"] }, representation, "?dryRun=true")
    assert.deepStrictEqual(body.contacts, [{ index: 0, email: "to-come@example.com", status: "created" }])
  })

  it.each([
    ["return=minimal", false],
    ["respond-async, RETURN = Representation; foo=1", true],
    ["return=minimal, return=representation", false],
    ['return="representation"', true],
    ["wait=10", false],
  ])("is read as RFC 7240 has it: %s", async (prefer, applied) => {
    const { headers, body } = await post(server, { contacts: ["prefer@example.com"] }, { prefer })
    assert.strictEqual(headers.has("preference-applied"), applied)
    assert.strictEqual("contacts" in body, applied)
  })
})
