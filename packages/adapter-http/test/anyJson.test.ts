import { times } from "@bulk-contacts/test-support/times"
import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import fc from "fast-check"
import { assert, it } from "vitest"
import { CustomerContactDto } from "../src/index.ts"
import { post, startServer } from "./support/server.ts"

const server = await startServer()

const emailish = fc.oneof(fc.emailAddress(), fc.string({ unit: codePoint }), fc.constant("ada@example.com"))

const fields = [...Object.keys(CustomerContactDto.fields), "__proto__", "constructor"]

const contact = fc.oneof(
  emailish,
  fc.jsonValue(),
  fc.record({ email: emailish }),
  fc.dictionary(fc.constantFrom(...fields), fc.oneof(fc.jsonValue(), emailish)),
  fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()).map((value) => JSON.stringify(value)),
)

const body = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      contacts: fc.oneof(fc.array(contact), fc.jsonValue()),
      accountIds: fc.oneof(fc.constantFrom("A1", ["A1"], ["B1"], []), fc.jsonValue()),
      contactType: fc.oneof(fc.constantFrom("CT1", "CT9", null), fc.jsonValue()),
      source: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
)

it("responds to any JSON as the contract says, with the right counts", async () => {
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const before = server.store.contacts("org").length
      const answer = await post(server, JSON.stringify(sent))
      const added = server.store.contacts("org").length - before
      assert.include([200, 201, 400, 404], answer.status)
      if (answer.status >= 400) {
        assert.strictEqual(answer.body.statusCode, answer.status)
        assert.strictEqual(added, 0)
      } else {
        const { total, created, skipped } = answer.body
        assert.strictEqual(total, created + skipped)
        assert.strictEqual(created, added)
        assert.strictEqual(answer.status, created > 0 ? 201 : 200)
      }
    }),
    { numRuns: times(75, 2000) },
  )
})
