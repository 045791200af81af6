import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { toASCII, toUnicode } from "tr46"
import { decodePunycode } from "../src/domain/email/decodePunycode.ts"

const options = { checkBidi: true, checkJoiners: true, useSTD3ASCIIRules: true }

const encoded = fc
  .string({ unit: fc.constantFrom(..."a-9üß漢字מثال𐍈"), minLength: 1, maxLength: 20 })
  .map((text) => toASCII(text) ?? "")
  .filter((text) => text.startsWith("xn--"))
  .map((text) => text.slice("xn--".length))

const anything = fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789--"), maxLength: 59 })

describe("decodePunycode", () => {
  it("decodes what UTS 46 decodes, and gives up on nothing that it accepts", () => {
    fc.assert(
      fc.property(fc.oneof(encoded, anything), (text) => {
        const decoded = decodePunycode(text)
        const isAccepted = toASCII(`xn--${text}`, options) !== null
        if (isAccepted) assert.strictEqual(decoded, toUnicode(`xn--${text}`, options).domain)
        if (decoded !== null) assert.strictEqual(toUnicode(`xn--${text}`).domain, decoded)
      }),
      { numRuns: times(1000, 20_000) },
    )
  })

  it("is null for what is no Punycode", () => {
    for (const text of ["9".repeat(50), "z".repeat(50), "a-é", "A", "99999999"])
      assert.isNull(decodePunycode(text), text)
  })
})
