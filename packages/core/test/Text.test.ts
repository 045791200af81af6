import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { describeCharacter, isBlank, isLongerThan, isStorable, trim, utf8Length } from "../src/domain/Text.ts"
import { anyText } from "./support/normalization.ts"

describe("Text", () => {
  it("is as long in UTF-8 as its encoding", () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (text) => {
        assert.strictEqual(utf8Length(text), new TextEncoder().encode(text).length)
      }),
    )
  })

  it("is longer than a number of code points when it has more of them", () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), fc.nat(12), (text, characters) => {
        assert.strictEqual(isLongerThan(text, characters), [...text].length > characters)
      }),
    )
  })

  it("is trimmed of white space and invisible characters", () => {
    const unseen = String.raw`[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]`
    const ends = new RegExp(`^${unseen}+|(?<!${unseen})${unseen}+$`, "gu")
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.string({ unit: fc.constantFrom(..." a\u200B\u{E0041}𠮷\uD800\uDC41") })),
        (text) => {
          assert.strictEqual(trim(text), text.replace(ends, ""))
          assert.strictEqual(isBlank(text), trim(text) === "")
        },
      ),
    )
  })

  it("names characters by their code points", () => {
    const named = ["a", " ", "\0", "\u200B", "\u00AD", "“", "😀", "\u0301", "\uFFFF", "\u2800"].map(describeCharacter)
    const expected = [
      "U+0061 (a)",
      "U+0020",
      "U+0000",
      "U+200B",
      "U+00AD",
      "U+201C (“)",
      "U+1F600 (😀)",
      "U+0301",
      "U+FFFF",
      "U+2800",
    ]
    assert.deepStrictEqual(named, expected)
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
