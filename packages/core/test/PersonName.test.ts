import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { normalizePersonName, splitDisplayName } from "../src/domain/PersonName.ts"
import { personName } from "../src/testing/generators/text.ts"
import {
  anyText,
  assertIdempotent,
  assertLongest,
  assertStorable,
  refusal,
  runs,
  valid,
} from "./support/normalization.ts"

const byUnicode = (text: string): string | null => {
  const name = text.normalize("NFC").trim().split(/\s+/).join(" ")
  return name === "" || /[\p{Cc}\p{Cs}]/u.test(name) ? null : name
}

describe("normalizePersonName", () => {
  it("keeps a name that is normalized, in any script", () => {
    fc.assert(fc.property(personName, (name) => assert.strictEqual(valid(normalizePersonName(name)), name)))
  })

  it.each([
    [" Ada ", "Ada"],
    ["Ada \t\r\n\u00A0\u3000 Lovelace", "Ada Lovelace"],
    ["Zoe\u0308", "Zoë"],
    ["\u212B", "Å"],
    ["\uFEFFAda", "Ada"],
    ["<script>", "<script>"],
    ["null", "null"],
    ["", null],
    [" \n\u2028 ", null],
  ])("makes of %j %j", (text, name) => {
    assert.strictEqual(valid(normalizePersonName(text)), name)
  })

  it.each(["a\u0001b", "a\u001Bb", "a\u007Fb", "a\u0085b", "\u0085"])("refuses the control character in %j", (text) => {
    assert.strictEqual(refusal(normalizePersonName(text)), "must not contain control characters")
  })

  it("is idempotent", () => assertIdempotent(normalizePersonName))

  it("makes of every name what Unicode's own operations make of it", () => {
    const almostPlain = fc.string({
      unit: fc.constantFrom(..."aZ !~,'\"-09", " ", "\t", "\u00A0", "\u007F", "e\u0301", "é"),
    })
    fc.assert(
      fc.property(fc.oneof(almostPlain, anyText), (text) => {
        assert.strictEqual(Result.getOrNull(normalizePersonName(text)), byUnicode(text))
      }),
      runs,
    )
  })

  it("makes of every character what Unicode's own operations make of it", () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      for (const text of [String.fromCharCode(unit), `e${String.fromCharCode(unit)}\u0301`]) {
        if (Result.getOrNull(normalizePersonName(text)) !== byUnicode(text)) assert.fail(JSON.stringify(text))
      }
    }
  })

  it("leaves nothing to trim, to collapse or to compose", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = normalizePersonName(text)
        if (Result.isFailure(name) || name.success === null) return
        assert.notMatch(name.success, /^\s|\s$|\s\s|[^\S ]|\p{Cc}/u)
        assert.strictEqual(name.success.normalize("NFC"), name.success)
      }),
      runs,
    )
  })

  it("has at most 255 characters, however many bytes each has, once it is normalized", () => {
    const tooLong = "must be at most 255 characters long"
    for (const unit of ["a", "é", "李", "𠮷"]) assertLongest(normalizePersonName, (n) => unit.repeat(n), 255, tooLong)
    assert.strictEqual(valid(normalizePersonName("e\u0301".repeat(255))), "é".repeat(255))
    assert.strictEqual(valid(normalizePersonName(`a${" ".repeat(1000)}b`)), "a b")
  })

  it("refuses NUL and lone surrogates", () => assertStorable(normalizePersonName, "Ada Lovelace"))
})

describe("splitDisplayName", () => {
  it.each([
    ["Ada", "Ada", ""],
    ["Ada Lovelace", "Ada", "Lovelace"],
    ["Ada King Lovelace", "Ada King", "Lovelace"],
    ["Lovelace, Ada", " Ada", "Lovelace"],
    ["Lovelace, Ada, Countess", " Ada, Countess", "Lovelace"],
    ["Lovelace,", "", "Lovelace"],
    [", Ada", " Ada", ""],
    [" Ada\u3000Lovelace ", "Ada", "Lovelace"],
    ["", "", ""],
  ])("makes of %j the first name %j and the last name %j", (displayName, firstName, lastName) => {
    assert.deepStrictEqual(splitDisplayName(displayName), { firstName, lastName })
  })

  it("loses nothing but white space and one comma", () => {
    const letters = (text: string) => [...text.replace(/\s/g, "").replace(",", "")].sort().join("")
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "b", " ", "\t", ",", "é") }), (displayName) => {
        const { firstName, lastName } = splitDisplayName(displayName)
        assert.strictEqual(letters(`${firstName}${lastName}`), letters(displayName).replace(/^,/, ""))
      }),
    )
  })

  it("takes no longer for a longer name than its length", () => {
    for (const unit of [" ", "a", "a ", " a", "\u3000a"]) splitDisplayName(`${unit.repeat(300_000)}\u0001 `)
  })
})
