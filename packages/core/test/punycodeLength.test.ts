import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { toASCII } from "tr46"
import { punycodeLength } from "../src/domain/email/punycodeLength.ts"

const label = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..."a-9üß漢字مثال𐍈"),
    fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
  ),
  minLength: 1,
  maxLength: 60,
})

describe("punycodeLength", () => {
  it("is the length of what UTS 46 makes of a label", () => {
    fc.assert(
      fc.property(label, (text) => {
        const ascii = toASCII(text, { ignoreInvalidPunycode: true }) ?? ""
        fc.pre(ascii.startsWith("xn--"))
        assert.strictEqual(punycodeLength(text, Number.POSITIVE_INFINITY), ascii.length - "xn--".length, text)
      }),
      { numRuns: times(500, 10_000) },
    )
  })

  it("stops soon after the limit", () => {
    const distinct = Array.from({ length: 60 }, (_, i) => String.fromCodePoint(0x4e00 + 331 * i)).join("")
    const length = punycodeLength(distinct, 59)
    assert.isAbove(length, 59)
    assert.isBelow(length, 70)
  })
})
