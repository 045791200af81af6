import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { isInvalid } from "../src/domain/InvalidContact.ts"
import { fingerprintOfList } from "../src/idempotency/fingerprint.ts"
import { type NormalizedRequest, normalizeRequest } from "../src/request/normalizeRequest.ts"

const request = fc.record(
  {
    contacts: fc.array(
      fc.oneof(
        fc.nat(50).map((n) => `ada${n}@example.com`),
        fc.string(),
        fc.record({ email: fc.constant("ada@example.com"), metadata: fc.dictionary(fc.string(), fc.jsonValue()) }),
        fc.record({ email: fc.constant("grace@example.com"), accountIds: fc.array(fc.string()) }),
      ),
      { minLength: 1, maxLength: 5 },
    ),
    accountIds: fc.array(fc.stringMatching(/^[A-Z]\d{1,3}$/)),
    contactType: fc.stringMatching(/^CT\d$/),
  },
  { requiredKeys: ["contacts"] },
)

const normalize = (given: typeof request extends fc.Arbitrary<infer A> ? A : never, name: string | undefined) =>
  normalizeRequest(given, { maxContacts: 10 }, { lenient: true, ...(name !== undefined && { import: name }) })

const hashOf = (content: unknown) => createHash("sha256").update(JSON.stringify(content)).digest("hex")

/** What requests were hashed as before, when it was made at once: stored results depend on it. */
const contentOf = ({ contacts, given, defaults, importName }: NormalizedRequest, lenient: boolean) => ({
  ...(lenient && { handling: "lenient" }),
  contacts: contacts.map((contact, i) => (isInvalid(contact) ? { given: JSON.stringify(given[i]) } : contact)),
  defaults,
  ...(importName !== null && { import: importName }),
})

describe("fingerprintOfList", () => {
  it("is the hash of the request as one JSON text", () =>
    fc.assert(
      fc.asyncProperty(request, fc.constantFrom(undefined, "March"), fc.boolean(), async (given, name, lenient) => {
        const normalized = await Effect.runPromise(normalize(given, name))
        assert.strictEqual(
          await Effect.runPromise(fingerprintOfList(normalized, lenient)),
          hashOf(contentOf(normalized, lenient)),
        )
      }),
    ))
})
