import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js"
import examples from "libphonenumber-js/examples.mobile.json" with { type: "json" }
import { normalizePhoneNumber } from "../src/domain/PhoneNumber.ts"
import { isCountry } from "../src/domain/phone/countries.ts"
import { rejection, valid } from "./support/normalization.ts"

interface Example {
  readonly country: CountryCode
  readonly phone: PhoneNumber
}

const countries: ReadonlyArray<Example> = getCountries().flatMap((country) => {
  const phone = getExampleNumber(country, examples)
  return phone === undefined ? [] : [{ country, phone }]
})

/** The E.164 of text, if the library calls it a valid number. */
const validNumber = (text: string, country?: CountryCode): string | null => {
  const phone = parsePhoneNumberFromString(text, { extract: false, ...(country && { defaultCountry: country }) })
  return phone?.isValid() ? phone.number : null
}

const decorations: ReadonlyArray<(number: string) => string> = [
  (number) => ` ${number}\u00A0`,
  (number) => `\u202A${number}\u202C`,
  (number) => `\u200E${number}`,
  (number) => [...number].join("\u2060"),
  (number) => `'${number}`,
  (number) => `="${number}"`,
  (number) => `'="${number}"`,
  (number) => `tel:${number}`,
  (number) => `TEL: ${number}`,
  (number) => `p:${number}`,
  (number) => number.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
]

const internationalSpellings = ({ phone }: Example): ReadonlyArray<string> => {
  const { number, countryCallingCode: code, nationalNumber } = phone
  return [
    number,
    phone.formatInternational(),
    phone.getURI(),
    `(+${code}) ${nationalNumber}`,
    `( +${code} )${nationalNumber}`,
    `(00${code})${nationalNumber}`,
    `00${code}${nationalNumber}`,
    `00 ${phone.formatInternational().slice(1)}`,
  ]
}

describe("normalizePhoneNumber, for the example number of every country", () => {
  it("covers the countries that the library knows", () => assert.isAbove(countries.length, 230))

  it("reads every international spelling, with every decoration and any default country", () => {
    for (const example of countries.filter((_, i) => i % times(4, 1) === 0)) {
      for (const spelling of internationalSpellings(example)) {
        for (const decorate of [(number: string) => number, ...decorations]) {
          const text = decorate(spelling)
          assert.strictEqual(valid(normalizePhoneNumber(text)), example.phone.number, JSON.stringify(text))
          assert.strictEqual(valid(normalizePhoneNumber(text, "DE")), example.phone.number, JSON.stringify(text))
        }
      }
    }
  })

  it("reads (0) after the calling code, or rejects two different valid numbers", () => {
    const ambiguous: Array<string> = []
    for (const { country, phone } of countries) {
      const { countryCallingCode: code, nationalNumber } = phone
      for (const text of [
        `+${code} (0) ${nationalNumber}`,
        `00${code}(0)${nationalNumber}`,
        `(+${code}) ( 0 )${nationalNumber}`,
        `+${code} (0) ${nationalNumber.slice(0, 3)}–${nationalNumber.slice(3)}`,
      ]) {
        const readings = new Set([validNumber(`+${code}${nationalNumber}`), validNumber(`+${code}0${nationalNumber}`)])
        readings.delete(null)
        const normalized = normalizePhoneNumber(text)
        if (readings.size === 1) assert.strictEqual(valid(normalized), phone.number, text)
        else {
          assert.strictEqual(rejection(normalized).code, "ambiguous_phone_number", text)
          ambiguous.push(country)
        }
      }
    }
    assert.isBelow(new Set(ambiguous).size, 5, ambiguous.join())
  })

  it("reads the national spelling with that country as the default, and asks for the country code without one", () => {
    for (const { country, phone } of countries) {
      for (const text of [phone.formatNational(), ...decorations.map((decorate) => decorate(phone.formatNational()))]) {
        const digits = phone.formatNational().replace(/\D/g, "")
        const withCode = digits.startsWith(phone.countryCallingCode) ? validNumber(`+${digits}`) : null
        const normalized = normalizePhoneNumber(text, country)
        if (withCode === null || withCode === phone.number)
          assert.strictEqual(valid(normalized), phone.number, `${country} ${text}`)
        else assert.strictEqual(rejection(normalized).code, "ambiguous_country_code", `${country} ${text}`)
        assert.strictEqual(rejection(normalizePhoneNumber(text)).code, "country_code_missing", `${country} ${text}`)
      }
    }
  })

  it("rejects digits that begin with the calling code if they are another national number", () => {
    let accepted = 0
    for (const { country, phone } of countries) {
      const digits = phone.number.slice(1)
      const national = parsePhoneNumberFromString(digits, { extract: false, defaultCountry: country })
      const normalized = normalizePhoneNumber(digits, country)
      const isPossible = national?.isPossible() && parsePhoneNumberFromString(national.number)?.isPossible()
      if (!isPossible || national?.number === phone.number) {
        assert.strictEqual(valid(normalized), phone.number, `${country} ${digits}`)
        accepted++
      } else assert.strictEqual(rejection(normalized).code, "ambiguous_country_code", `${country} ${digits}`)
    }
    assert.isAbove(accepted, 150)
  })

  it("names the country that it assumed", () => {
    assert.deepStrictEqual(rejection(normalizePhoneNumber("12", "DE")), {
      code: "invalid_phone_number",
      message:
        "must be a possible phone number in DE, the default country, or have its country code, as in +14155552671",
    })
    assert.deepStrictEqual(rejection(normalizePhoneNumber("491712345678", "DE")), {
      code: "ambiguous_country_code",
      message:
        "can be read as +491712345678, or as +49491712345678 in DE, the default country: write it with + and its country code",
    })
  })

  it("accepts only possible numbers, and only valid ones if the text has (0) or begins with 00", () => {
    const digit = fc.constantFrom(..."0123456789")
    const text = fc
      .tuple(
        fc.constantFrom("+", "00", "(+", "", "0", "'+", "tel:+"),
        fc.constantFrom(...countries.map(({ phone }) => phone.countryCallingCode)),
        fc.constantFrom("", ") ", " (0) ", "(0)", " "),
        fc.string({ unit: digit, minLength: 3, maxLength: 12 }),
      )
      .map((parts) => parts.join(""))
    const country = fc.constantFrom(null, ...countries.map(({ country }) => country))
    fc.assert(
      fc.property(text, country, (text, country) => {
        const normalized = normalizePhoneNumber(text, country)
        if (Result.isFailure(normalized)) return
        const phone = parsePhoneNumberFromString(normalized.success ?? "")
        assert.strictEqual(phone?.number, normalized.success)
        if (/^00|\(0\)/.test(text)) assert.isTrue(phone?.isValid())
        assert.isTrue(phone?.isPossible())
        assert.strictEqual(valid(normalizePhoneNumber(normalized.success ?? "", country)), normalized.success)
      }),
      { numRuns: times(1000, 20_000) },
    )
  })

  it("has a calling code for every country that can be the default", () => {
    for (const country of getCountries()) assert.match(getCountryCallingCode(country), /^\d{1,3}$/)
  })
})

it("the list of countries is the library's", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  assert.deepStrictEqual(codes.filter(isCountry), getCountries().sort())
})
