import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { isLongerThan, isStorable, utf8Length } from "../src/domain/Text.ts"
import { anyText } from "./support/normalization.ts"

describe("Text", () => {
  it("is as long in UTF-8 as its encoding", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.strictEqual(utf8Length(text), new TextEncoder().encode(text).length)
      }),
    )
  })

  it("is longer than a number of code points when it has more of them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(12), (text, characters) => {
        assert.strictEqual(isLongerThan(text, characters), [...text].length > characters)
      }),
    )
  })

  it("is storable when it comes back from UTF-8 and has no NUL", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const comesBack = new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text)) === text
        assert.strictEqual(isStorable(text), comesBack && !text.includes("\0"))
      }),
    )
  })
})
