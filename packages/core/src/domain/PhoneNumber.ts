import * as Result from "effect/Result"
import { type CountryCode, getCountryCallingCode } from "libphonenumber-js/core"
import metadata from "libphonenumber-js/min/metadata"
import { MAX_PHONE_NUMBER, MAX_RAW_PHONE_NUMBER } from "./limits.ts"
import type { DefaultCountry } from "./phone/DefaultCountry.ts"
import { removePhoneDecoration } from "./phone/decoration.ts"
import { isCallingCode, isPossibleE164, removesZero } from "./phone/PossibleNumbers.ts"
import { isShortEnough, type Reading, readNumber } from "./phone/readNumber.ts"
import { separators } from "./phone/separators.ts"
import { isValidE164 } from "./phone/ValidNumbers.ts"
import { type Normalized, type Rejected, reject } from "./Rejection.ts"
import { rejectUnstorable, tooLong } from "./Text.ts"

/**
 * A national prefix that is written after the calling code, although it is not dialled there: `+48 (0) 512 345 678`.
 */
const trunkZero = /\(\s*0\s*\)/

/** Nobody writes it more often, and each makes a text that takes long to reject. */
const MAX_TRUNK_ZEROS = 2

/**
 * A phone number in E.164 (`+14155552671`), from any spelling that has its country code, or that is a number of the
 * default country. Text without visible characters is absent: null. Idempotent.
 *
 * The number must be possible for its country (prefix and length); which numbers are assigned changes too often to
 * reject a contact for it. A text with `(0)` or a leading `00` must be a valid number, because otherwise nothing tells
 * how to read it. An ambiguous text is rejected.
 */
export const normalizePhoneNumber = (
  input: string,
  defaultCountry: DefaultCountry = null,
): Normalized<string | null> => {
  if (isShortEnough(input) && isPossibleE164(input)) return Result.succeed(input)
  if (input.length > MAX_RAW_PHONE_NUMBER) return tooLong(MAX_PHONE_NUMBER)
  const common = readCommonSpelling(input)
  if (common !== null) return Result.succeed(common)
  const unstorable = rejectUnstorable(input)
  if (unstorable !== null) return unstorable
  const text = removePhoneDecoration(input)
  if (text === "") return Result.succeed(null)
  if (text.length > MAX_PHONE_NUMBER) return tooLong(MAX_PHONE_NUMBER)
  if (text.startsWith("+")) return international(text)
  if (text.startsWith("00")) {
    const number = international(`+${text.slice(2)}`, { mustBeValid: true })
    if (Result.isSuccess(number) || number.failure.code !== "invalid_phone_number") return number
    return defaultCountry === null ? number : national(text, defaultCountry)
  }
  return defaultCountry === null ? withoutCountry(text) : national(text, defaultCountry)
}

/** `+`, digits and separators in ASCII: what most numbers look like. Nothing of them is decoration. */
const commonSpelling = /^\+[\d ()./-]{1,40}$/

/** The number in a common spelling, if it is possible and has one reading: decided without the library's parser. */
const readCommonSpelling = (text: string): string | null => {
  if (!commonSpelling.test(text) || trunkZero.test(text)) return null
  const plain = text.replace(separators, "")
  return isShortEnough(plain) && isPossibleE164(plain) ? plain : null
}

const international = (text: string, { mustBeValid = false } = {}): Normalized<string> => {
  if (trunkZero.test(text)) return withTrunkZero(text)
  // The library's own result for common spellings, so that most numbers need not be parsed.
  const plain = text.replace(separators, "")
  if (isShortEnough(plain) && isPossibleE164(plain) && (!mustBeValid || isValidE164(plain) === true)) {
    return Result.succeed(plain)
  }
  return accept(readNumber(text, null), mustBeValid) ?? notPossible(text)
}

/** Reads the number both with and without the zero in `(0)`. */
const withTrunkZero = (text: string): Normalized<string> => {
  if (text.split(trunkZero).length - 1 > MAX_TRUNK_ZEROS) return notPossible(text)
  const [zero = ""] = trunkZero.exec(text) ?? []
  const before = text.slice(0, text.indexOf(zero))
  const after = text.slice(before.length + zero.length)
  const callingCode = before.replace(/\D/g, "")
  const isAfterCallingCode = isCallingCode(callingCode)
  const common = isAfterCallingCode && commonSpelling.test(text) ? readCommonTrunkZero(callingCode, after) : null
  if (common !== null) return common
  const texts = isAfterCallingCode ? [before + after, `${before}0${after}`] : [text]
  const readings = texts.map((text) => readNumber(text, null))
  if (readings.some((reading) => reading?.hasExtension)) return hasExtension
  const valid = new Set(readings.flatMap((reading) => (reading?.isValid() ? [reading.number] : [])))
  const [number, other] = valid
  if (number === undefined) return notPossible(text)
  return other === undefined ? Result.succeed(number) : ambiguousZero(number, other)
}

/** The same for the usual spellings of valid numbers, decided without the library's parser; null for all others. */
const readCommonTrunkZero = (callingCode: string, after: string): Normalized<string> | null => {
  const digits = after.replace(separators, "")
  const number = `+${callingCode}${digits}`
  // The numbers of Mexico had another prefix.
  if (callingCode === "52" || !isShortEnough(number) || !isPossibleE164(number) || !isValidE164(number)) return null
  if (removesZero(callingCode, digits)) return Result.succeed(number)
  const withZero = `+${callingCode}0${digits}`
  if (!isShortEnough(withZero) || !isPossibleE164(withZero)) return null
  return isValidE164(withZero) ? ambiguousZero(number, withZero) : Result.succeed(number)
}

const ambiguousZero = (number: string, other: string): Rejected =>
  reject("ambiguous_phone_number", `can be read as ${number} or ${other}: write it without (0)`)

const national = (text: string, country: CountryCode): Normalized<string> => {
  const reading = readNumber(text, country)
  const mustBeValid = text.startsWith("00") || trunkZero.test(text)
  const digits = text.replace(separators, "")
  const withCountryCode = digits.startsWith(getCountryCallingCode(country, metadata))
    ? readNumber(`+${digits}`, null)
    : null
  if (withCountryCode !== null && withCountryCode.number !== reading?.number && withCountryCode.isValid()) {
    // A spreadsheet may have removed the +.
    if (reading === null) return accept(withCountryCode, mustBeValid) ?? notPossibleIn(country)
    return reject(
      "ambiguous_country_code",
      `can be read as ${withCountryCode.number}, or as ${reading.number} in ${country}, the default country: write it with + and its country code`,
    )
  }
  return accept(reading, mustBeValid) ?? (looksLikeNumber(text) ? notPossibleIn(country) : notANumber)
}

/** Null if there is no reading to accept. */
const accept = (reading: Reading | null, mustBeValid: boolean): Normalized<string> | null => {
  if (reading === null) return null
  if (reading.hasExtension) return hasExtension
  return mustBeValid && !reading.isValid() ? null : Result.succeed(reading.number)
}

/** Digits and what separates them: something that a country code could make a number. */
const looksLikeNumber = (text: string): boolean => /\d/.test(text) && !/\p{L}/u.test(text)

const withoutCountry = (text: string): Rejected => (looksLikeNumber(text) ? countryCodeMissing : notANumber)

const notPossible = (text: string): Rejected => (looksLikeNumber(text) ? notPossibleAnywhere : notANumber)

const notANumber = reject("invalid_phone_number", "must be a phone number, as in +14155552671")
const notPossibleAnywhere = reject(
  "invalid_phone_number",
  "must be a possible phone number: check its country code and its length",
)
const notPossibleIn = (country: CountryCode): Rejected =>
  reject(
    "invalid_phone_number",
    `must be a possible phone number in ${country}, the default country, or have its country code, as in +14155552671`,
  )
const countryCodeMissing = reject("country_code_missing", "must begin with its country code, as in +14155552671")
const hasExtension = reject("phone_extension", "must not have an extension: E.164 has no place for it")
