import { unseen } from "@bulk-contacts/testing/internal/generators/email"
import { personName } from "@bulk-contacts/testing/internal/generators/text"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { normalizePersonName } from "../src/domain/PersonName.ts"
import {
  anyText,
  assertIdempotent,
  assertLongest,
  assertStorable,
  refusal,
  rejection,
  runs,
  valid,
} from "./support/normalization.ts"

const ends = String.raw`[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]`
const beginningAndEnd = new RegExp(`^${ends}+|(?<!${ends})${ends}+$`, "gu")

/** The rule, one operation of Unicode after the other. Undefined if the name is rejected. */
const byUnicode = (input: string): string | null | undefined => {
  if (/[\0\p{Cs}]/u.test(input)) return undefined
  const bare = input.replace(/[\u00AD\u200B\uFEFF\u200E\u200F]/g, "")
  const trimmed = bare.replace(beginningAndEnd, "")
  if (trimmed === "") return null
  if (/(?!\t)[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(trimmed)) return undefined
  const end = /\p{Extended_Pictographic}$/u.test(trimmed)
    ? (/^[\uFE0E\uFE0F]/.exec(bare.split(trimmed)[1] ?? "")?.[0] ?? "")
    : ""
  return `${trimmed}${end}`.split(/\s+/).join(" ").normalize("NFC")
}

const normalized = (text: string): string | null | undefined => {
  const result = normalizePersonName(text)
  return Result.isSuccess(result) ? result.success : undefined
}

describe("normalizePersonName", () => {
  it("keeps a name that is normalized, in any script", () => {
    fc.assert(fc.property(personName, (name) => assert.strictEqual(valid(normalizePersonName(name)), name)))
  })

  it("removes whatever surrounds a name and cannot be seen", () => {
    fc.assert(
      fc.property(personName, unseen, unseen, (name, before, after) => {
        assert.strictEqual(valid(normalizePersonName(before + name + after)), name)
      }),
      runs,
    )
  })

  it.each([
    [" Ada ", "Ada"],
    ["Ada \t\u00A0\u3000 Lovelace", "Ada Lovelace"],
    ["\r\nAda\u2028", "Ada"],
    ["Zoe\u0308", "Zoë"],
    ["\u212B", "Å"],
    ["\uFEFFAda", "Ada"],
    ["A\u00ADda\u200B Love\uFEFFlace", "Ada Lovelace"],
    ["Ada \u200E\u200F Lovelace", "Ada Lovelace"],
    ["\u202AAda\u202C", "Ada"],
    ["\u2067דוד\u2069", "דוד"],
    ["می\u200Cنا", "می\u200Cنا"],
    ["क्\u200Dष", "क्\u200Dष"],
    ["👩\u200D🚀", "👩\u200D🚀"],
    ["Ada ❤\uFE0F", "Ada ❤\uFE0F"],
    ["Ada ❤\uFE0F\u200B ", "Ada ❤\uFE0F"],
    ["Ada\uFE0F", "Ada"],
    ["\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}", "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}"],
    ["a\u2800b", "a\u2800b"],
    ["<script>", "<script>"],
    ["null", "null"],
    ["", null],
    [" \n\u2028 ", null],
    ["\u200B\u2060\u3164\u2800\u00AD", null],
    ["\u202E", null],
  ])("makes of %j %j", (text, name) => {
    assert.strictEqual(valid(normalizePersonName(text)), name)
  })

  it.each([
    ["a\nb", "must not contain a line break (U+000A)"],
    ["a\r\nb", "must not contain a line break (U+000D)"],
    ["a\vb", "must not contain a line break (U+000B)"],
    ["a\fb", "must not contain a line break (U+000C)"],
    ["a\u0085b", "must not contain a line break (U+0085)"],
    ["a\u2028b", "must not contain a line break (U+2028)"],
    ["a\u2029b", "must not contain a line break (U+2029)"],
    ["a\u0001b", "must not contain a control character (U+0001)"],
    ["a\u001Bb", "must not contain a control character (U+001B)"],
    ["a\u007Fb", "must not contain a control character (U+007F)"],
    ["a\u009Bb", "must not contain a control character (U+009B)"],
    ["\u0007", "must not contain a control character (U+0007)"],
    ["a\u202Eb", "must not contain a character that overrides the direction of text (U+202E)"],
    ["a\u2066b", "must not contain a character that overrides the direction of text (U+2066)"],
    [`a${"\u0301\u0323".repeat(16)}`, "must have at most 30 combining marks in a row"],
  ])("rejects %j: %s", (text, message) => {
    assert.deepStrictEqual(rejection(normalizePersonName(text)), { code: "invalid_character", message })
  })

  it("is idempotent", () => assertIdempotent(normalizePersonName))

  it("makes of every name what Unicode's own operations make of it", () => {
    const almostPlain = fc.string({
      unit: fc.constantFrom(..."aZ !~,'\"-09", " ", "\t", "\u00A0", "\u00AD", "\u007F", "e\u0301", "é"),
    })
    fc.assert(
      fc.property(fc.oneof(almostPlain, anyText), (text) => {
        assert.strictEqual(normalized(text), byUnicode(text))
      }),
      runs,
    )
  })

  it("makes of every character what Unicode's own operations make of it", () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      for (const text of [String.fromCharCode(unit), `e${String.fromCharCode(unit)}\u0301`]) {
        if (normalized(text) !== byUnicode(text)) assert.fail(JSON.stringify(text))
      }
    }
  })

  it("leaves nothing to trim, to collapse or to compose", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = normalized(text) ?? ""
        assert.notMatch(name, /^\s|\s$|\s\s|[^\S ]|\p{Cc}/u)
        assert.strictEqual(name.normalize("NFC"), name)
      }),
      runs,
    )
  })

  it("has at most 255 characters, however many bytes each has, once it is normalized", () => {
    const tooLong = "must be at most 255 characters long"
    for (const unit of ["a", "é", "李", "𠮷"]) assertLongest(normalizePersonName, (n) => unit.repeat(n), 255, tooLong)
    assert.strictEqual(valid(normalizePersonName("e\u0301".repeat(255))), "é".repeat(255))
    assert.strictEqual(valid(normalizePersonName(`a${" ".repeat(1000)}b`)), "a b")
    assert.strictEqual(refusal(normalizePersonName(`a${" ".repeat(1_000_000)}b`)), tooLong)
  })

  it("rejects NUL and lone surrogates", () => assertStorable(normalizePersonName, "Ada Lovelace"))
})
