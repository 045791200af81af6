import { times } from "@bulk-contacts/test-support/times"
import { phoneSpelling } from "@bulk-contacts/testing/internal/generators/text"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { parsePhoneNumberFromString } from "libphonenumber-js"
import metadata from "libphonenumber-js/min/metadata"
import { normalizePhoneNumber } from "../src/domain/PhoneNumber.ts"
import { isValidE164 } from "../src/domain/phone/ValidNumbers.ts"
import { anyText, assertIdempotent, assertStorable, rejection, valid } from "./support/normalization.ts"

const digits = fc.string({ unit: fc.constantFrom(..."0123456789+-(). x#;"), maxLength: 20 })

const callingCodes = [
  ...Object.keys(metadata.country_calling_codes),
  ...Object.keys(metadata.nonGeographic),
  "0",
  "21",
  "999",
]

/** The library's E.164 of a number with its country code, if it is possible and the library reads it as itself. */
const byTheLibrary = (text: string): string | null => {
  const parsed = parsePhoneNumberFromString(text.trim(), { extract: false })
  // Mexico's former prefix is the one rule that the library does not know.
  const number = parsed?.number.replace(/^\+521(?=\d{10}$)/, "+52") ?? ""
  const phone = parsePhoneNumberFromString(number)
  if (!phone?.isPossible() || parsed?.ext !== undefined || phone.number.length > 16) return null
  return phone.number === number ? number : null
}

const assertAsTheLibrary = (text: string) =>
  assert.strictEqual(Result.getOrNull(normalizePhoneNumber(text)), byTheLibrary(text), text)

describe("normalizePhoneNumber", () => {
  it("says of numbers of every calling code and length what the library says", () => {
    // The Isle of Man, of which the last is a beginning, has fewer lengths than the country it shares its code with.
    const beginnings = times(["1", "7", "1624"], [..."0123456789", "1624"])
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
          const written = [...number].map((unit, i) => (i === 0 ? unit : `${separators[i]}${unit}`)).join("")
          // The library reads (0) as a part of the number, always.
          if (!written.includes("(0)")) assertAsTheLibrary(written)
        },
      ),
      { numRuns: times(1000, 10_000) },
    )
  })

  it("says of every possible number what the library says: whether it is valid", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 4, maxLength: 13 })
    fc.assert(
      fc.property(fc.constantFrom(...callingCodes), digits, (code, digits) => {
        const phone = parsePhoneNumberFromString(`+${code}${digits}`)
        fc.pre(phone?.number === `+${code}${digits}` && phone.isPossible())
        assert.strictEqual(isValidE164(phone.number) ?? phone.isValid(), phone.isValid(), phone.number)
      }),
      { numRuns: times(1000, 20_000) },
    )
  })

  it("reads (0) as the library reads the number with the zero and without it, if both are not the same", () => {
    const validOf = (text: string) => {
      const number = byTheLibrary(text)
      return number !== null && parsePhoneNumberFromString(number)?.isValid() ? [number] : []
    }
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 4, maxLength: 11 })
    fc.assert(
      fc.property(fc.constantFrom(...callingCodes), digits, (code, digits) => {
        fc.pre(code in metadata.country_calling_codes)
        const read = normalizePhoneNumber(`+${code} (0) ${digits}`)
        const [number, other] = new Set([`+${code}${digits}`, `+${code}0${digits}`].flatMap(validOf))
        if (number === undefined) assert.strictEqual(rejection(read).code, "invalid_phone_number")
        else if (other === undefined) assert.strictEqual(valid(read), number)
        else assert.strictEqual(rejection(read).code, "ambiguous_phone_number")
      }),
      { numRuns: times(1000, 20_000) },
    )
  })

  it("reads every spelling of one number as the same number", () => {
    fc.assert(
      fc.property(phoneSpelling, (text) => assert.strictEqual(valid(normalizePhoneNumber(text)), "+14155552671")),
    )
  })

  it.each([
    ["+44 (0) 20 7946 0958", "+442079460958"],
    ["+39 06 1234 5678", "+390612345678"],
    ["+91 98765 43210", "+919876543210"],
    ["+1４１５５５５２６７１", "+14155552671"],
    ["＋４９ １５１ ２３４５６７８９", "+4915123456789"],
    ["(+49) 151 23456789", "+4915123456789"],
    ["(0049) 151 23456789", "+4915123456789"],
    ["'+44 20 7946 0958", "+442079460958"],
    ['="+4915123456789"', "+4915123456789"],
    ["tel:+44-20-7946-0958", "+442079460958"],
    ["p:+4915123456789", "+4915123456789"],
    ["\u202A+1 415 555 2671\u202C", "+14155552671"],
    ["\u200E+1415\u200B5552671", "+14155552671"],
    ["+48 (0) 512 345 678", "+48512345678"],
    ["+39 (0) 347 123 4567", "+393471234567"],
    ["+39 (0) 6 1234 5678", "+390612345678"],
    ["(+420) ( 0 ) 601 123 456", "+420601123456"],
    ["0048 (0) 512 345 678", "+48512345678"],
    ["+52 1 55 1234 5678", "+525512345678"],
    ["0052 1 55 1234 5678", "+525512345678"],
    ["0049 30 901820", "+4930901820"],
    ["00 44 20 7946 0958", "+442079460958"],
    ["", null],
    [" ", null],
    ["\u200B\u3164", null],
    ["'", null],
  ])("reads %j as %j", (text, number) => {
    assert.strictEqual(valid(normalizePhoneNumber(text)), number)
  })

  const missing = "must begin with its country code, as in +14155552671"
  const impossible = "must be a possible phone number: check its country code and its length"
  const notANumber = "must be a phone number, as in +14155552671"
  const extension = "must not have an extension: E.164 has no place for it"
  it.each([
    ["415 555 2671", "country_code_missing", missing],
    ["(0) 151 23456789", "country_code_missing", missing],
    ["0014155552", "invalid_phone_number", impossible],
    ["00480512345678", "invalid_phone_number", impossible],
    ["+00", "invalid_phone_number", impossible],
    ["+1", "invalid_phone_number", impossible],
    ["+1 415 555", "invalid_phone_number", impossible],
    ["+1 415 555 2671 2671", "invalid_phone_number", impossible],
    ["+999 123 456 789", "invalid_phone_number", impossible],
    ["+43 000000", "invalid_phone_number", impossible],
    ["+62 12345678901234567", "invalid_phone_number", impossible],
    ["+48 (0) 012 345 678", "invalid_phone_number", impossible],
    ["+1 415 (0) 555 2671", "invalid_phone_number", impossible],
    ["+", "invalid_phone_number", notANumber],
    ["call +1 415 555 2671", "invalid_phone_number", notANumber],
    ["+14155552671 or +14155552672", "invalid_phone_number", notANumber],
    ["+1-800-FLOWERS", "invalid_phone_number", notANumber],
    ["ada@example.com", "invalid_phone_number", notANumber],
    ["+14155552671 ext. 5", "phone_extension", extension],
    ["+14155552671;ext=5", "phone_extension", extension],
    ["+48 (0) 512 345 678 ext. 5", "phone_extension", extension],
    ["0049 30 901820 x 5", "phone_extension", extension],
    [`+1415555267${"1".repeat(60)}`, "too_long", "must be at most 64 characters long"],
    [" ".repeat(257), "too_long", "must be at most 64 characters long"],
  ])("rejects %j: %s, %s", (text, code, message) => {
    assert.deepStrictEqual(rejection(normalizePhoneNumber(text)), { code, message })
  })

  it("rejects a local number without its area code, which is not possible with the calling code", () => {
    assert.strictEqual(rejection(normalizePhoneNumber("2470000", "CA")).code, "invalid_phone_number")
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

  it("rejects NUL and lone surrogates", () => assertStorable(normalizePhoneNumber, "+14155552671"))

  it("does not parse long text", () => {
    for (const unit of ["1", "+", "(", "+1 ", "ext"]) rejection(normalizePhoneNumber(`+1${unit.repeat(300_000)}`))
  })
})
