import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { parsePhoneNumberFromString } from "libphonenumber-js"
import metadata from "libphonenumber-js/min/metadata"
import { normalizePhoneNumber } from "../src/domain/PhoneNumber.ts"
import { phoneSpelling } from "../src/testing/generators/text.ts"
import { anyText, assertIdempotent, assertStorable, refusal, valid } from "./support/normalization.ts"

const digits = fc.string({ unit: fc.constantFrom(..."0123456789+-(). x#;"), maxLength: 20 })

const callingCodes = [
  ...Object.keys(metadata.country_calling_codes),
  ...Object.keys(metadata.nonGeographic),
  "0",
  "21",
  "999",
]

/** What the library says of the number, whatever it begins with, where that means itself and is E.164. */
const byTheLibrary = (text: string): string | null => {
  const phone = parsePhoneNumberFromString(text.trim(), { extract: false })
  if (!phone?.isPossible() || phone.ext !== undefined || phone.number.length > 16) return null
  return parsePhoneNumberFromString(phone.number)?.number === phone.number ? phone.number : null
}

const assertAsTheLibrary = (text: string) =>
  assert.strictEqual(Result.getOrNull(normalizePhoneNumber(text)), byTheLibrary(text), text)

describe("normalizePhoneNumber", () => {
  it("says of numbers of every calling code and length what the library says", () => {
    // The Isle of Man, of which the last is a beginning, has fewer lengths than the country it shares its code with.
    const beginnings = [..."0123456789", "1624"]
    for (const callingCode of callingCodes) {
      for (const beginning of beginnings) {
        for (let length = 1; length <= 18; length++) {
          assertAsTheLibrary(`+${callingCode}${`${beginning}23456789012345678`.slice(0, length)}`)
        }
      }
    }
  })

  it("says of every number, however it is written, what the library says", () => {
    const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength })
    const prefix = fc.oneof(fc.constantFrom("", "", "0", "06", "1", "8", "80", "180020", "0015"), digits(4))
    const separator = fc.oneof(
      { weight: 40, arbitrary: fc.constantFrom("", "", "", " ", "-", "(", ")", ".", "/") },
      { weight: 1, arbitrary: fc.constantFrom("~", "x", "#", ",", "+", "\u00A0") },
    )
    const separators = fc.array(separator, { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(
        fc.constantFrom(...callingCodes),
        prefix,
        digits(12),
        separators,
        (code, prefix, rest, separators) => {
          const number = `+${code}${prefix}${rest}`
          assertAsTheLibrary(number)
          assertAsTheLibrary([...number].map((unit, i) => `${separators[i]}${unit}`).join(""))
        },
      ),
      { numRuns: times(1000, 10_000) },
    )
  })

  it("brings every spelling of one number to E.164", () => {
    fc.assert(
      fc.property(phoneSpelling, (text) => assert.strictEqual(valid(normalizePhoneNumber(text)), "+14155552671")),
    )
  })

  it.each([
    ["+44 (0) 20 7946 0958", "+442079460958"],
    ["+39 06 1234 5678", "+390612345678"],
    ["+91 98765 43210", "+919876543210"],
    ["+1４１５５５５２６７１", "+14155552671"],
    ["", null],
    [" ", null],
  ])("makes of %j %j", (text, number) => {
    assert.strictEqual(valid(normalizePhoneNumber(text)), number)
  })

  const carriesNone = "must be a phone number with its country code, as in +14155552671"
  it.each([
    ["415 555 2671", carriesNone],
    ["0014155552671", carriesNone],
    ["+", carriesNone],
    ["+00", carriesNone],
    ["+1", carriesNone],
    ["+1 415 555", carriesNone],
    ["+1 415 555 2671 2671", carriesNone],
    ["+999 123 456 789", carriesNone],
    ["call +1 415 555 2671", carriesNone],
    ["+14155552671 or +14155552672", carriesNone],
    ["+1-800-FLOWERS", carriesNone],
    ["+43 000000", carriesNone],
    ["+62 12345678901234567", carriesNone],
    ["ada@example.com", carriesNone],
    ["+14155552671 ext. 5", "must not have an extension: E.164 has no place for it"],
    ["+14155552671;ext=5", "must not have an extension: E.164 has no place for it"],
    [`+1415555267${"1".repeat(60)}`, "must be a phone number"],
  ])("refuses %j: %s", (text, message) => {
    assert.strictEqual(refusal(normalizePhoneNumber(text)), message)
  })

  it("is idempotent, and leaves E.164", () => {
    assertIdempotent(
      (text) => {
        const normalized = normalizePhoneNumber(text)
        if (normalized._tag === "Success" && normalized.success !== null) {
          assert.match(normalized.success, /^\+[1-9][0-9]{1,14}$/)
        }
        return normalized
      },
      fc.oneof(
        anyText,
        digits,
        digits.map((text) => `+${text}`),
        digits.map((text) => `+1415${text}`),
        fc
          .tuple(fc.constantFrom(...callingCodes), fc.string({ unit: fc.constantFrom(..."00001589"), maxLength: 16 }))
          .map(([code, text]) => `+${code}${text}`),
      ),
    )
  })

  it("refuses NUL and lone surrogates", () => assertStorable(normalizePhoneNumber, "+14155552671"))

  it("does not parse long text", () => {
    for (const unit of ["1", "+", "(", "+1 ", "ext"]) refusal(normalizePhoneNumber(`+1${unit.repeat(300_000)}`))
  })
})
