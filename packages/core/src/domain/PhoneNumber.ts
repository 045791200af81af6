import { Result } from "effect"
import { parsePhoneNumberFromString } from "libphonenumber-js"
import { isPossibleE164 } from "./PossibleNumbers.ts"
import { type Normalized, reject } from "./Rejection.ts"
import { rejectUnstorable } from "./Text.ts"

/** Longer text is no phone number, and is not worth parsing. */
const MAX_CHARACTERS = 64

/** The `+`, and the digits that E.164 allows. */
const MAX_E164_CHARACTERS = 16

/** What people write between digits, and never means anything. */
const separators = /[ ()./-]/g

/**
 * A phone number in E.164 (`+14155552671`), from any spelling that carries its country code. Empty is absent: null.
 * Idempotent. The number must be possible for its country (prefix and length); whether it is assigned changes too
 * often to refuse a whole request for it.
 */
export const normalizePhoneNumber = (input: string): Normalized<string | null> => {
  if (isShortEnough(input) && isPossibleE164(input)) return Result.succeed(input)
  const unstorable = rejectUnstorable(input)
  if (unstorable !== null) return unstorable
  const text = input.trim()
  if (text === "") return Result.succeed(null)
  if (text.length > MAX_CHARACTERS) return reject("invalid_phone_number", "must be a phone number")
  // What the library would leave of a common spelling; most numbers are decided by that, without its parser.
  const plain = text.replace(separators, "")
  if (text.startsWith("+") && isShortEnough(plain) && isPossibleE164(plain)) return Result.succeed(plain)
  const phone = parsePhoneNumberFromString(text, { extract: false })
  if (phone === undefined || !phone.isPossible() || !isE164(phone.number)) {
    return reject("country_code_missing", "must be a phone number with its country code, as in +14155552671")
  }
  if (phone.ext !== undefined) return reject("phone_extension", "must not have an extension: E.164 has no place for it")
  return Result.succeed(phone.number)
}

/** Whether it means itself: of two national prefixes in a row, the library has taken away but one. */
const isE164 = (number: string): boolean =>
  isShortEnough(number) && (isPossibleE164(number) || parsePhoneNumberFromString(number)?.number === number)

const isShortEnough = (number: string): boolean => number.length <= MAX_E164_CHARACTERS
