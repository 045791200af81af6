import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { normalizePhoneNumber } from "../src/PhoneNumber.ts"
import { phoneSpelling } from "../src/testing/index.ts"
import { anyText, assertIdempotent, assertStorable, refusal, valid } from "./support/normalization.ts"

const digits = fc.string({ unit: fc.constantFrom(..."0123456789+-(). x#;"), maxLength: 20 })

describe("normalizePhoneNumber", () => {
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
      ),
    )
  })

  it("refuses NUL and lone surrogates", () => assertStorable(normalizePhoneNumber, "+14155552671"))

  it("does not parse long text", () => {
    for (const unit of ["1", "+", "(", "+1 ", "ext"]) refusal(normalizePhoneNumber(`+1${unit.repeat(300_000)}`))
  })
})
