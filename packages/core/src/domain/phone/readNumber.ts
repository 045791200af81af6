import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/core"
import metadata from "libphonenumber-js/min/metadata"
import { isPossibleE164, mayBePossible } from "./PossibleNumbers.ts"
import { separators } from "./separators.ts"
import { isValidE164 } from "./ValidNumbers.ts"

/** One reading of a text as a phone number. */
export interface Reading {
  /** E.164. It is possible: its prefix and length are those of a number. */
  readonly number: string
  readonly hasExtension: boolean
  /** Whether the library calls the number valid, whatever country it was read with: numbers of its kind are assigned. */
  readonly isValid: () => boolean
}

/** The `+`, and the digits that E.164 allows. */
const MAX_E164_CHARACTERS = 16

/** Digits and separators in ASCII, without anything that an extension begins with. The library reads the digits alone. */
const plainText = /^\+?[\d ()./-]*$/

/** More than a number has with its calling code and with what is dialled before that. */
const MAX_DIGITS = 25

/** Whether a text certainly has no reading. The library takes many times as long to find that out. */
const isHopeless = (text: string): boolean => {
  if (!plainText.test(text)) return false
  const number = text.replace(separators, "")
  return text.startsWith("+") ? !mayBePossible(number) : number.length > MAX_DIGITS
}

/** Reads a number with its country code or, if a country is given, one of that country. Null if it is not possible. */
export const readNumber = (text: string, country: CountryCode | null): Reading | null => {
  if (isHopeless(text)) return null
  const phone = parse(text, country)
  if (phone === undefined || !phone.isPossible() || !isE164(phone.number)) return null
  // To parse takes most of the time. A number with its country code has been read as it will be in E.164.
  const inE164 = () => (country === null ? phone : parsePhoneNumberFromString(phone.number, metadata))
  return {
    number: phone.number,
    hasExtension: phone.ext !== undefined,
    isValid: () => isValidE164(phone.number) ?? inE164()?.isValid() === true,
  }
}

const parse = (text: string, country: CountryCode | null): PhoneNumber | undefined => {
  const phone = parsePhoneNumberFromString(
    text,
    { extract: false, ...(country !== null && { defaultCountry: country }) },
    metadata,
  )
  return phone === undefined ? undefined : withoutMexicanPrefix(phone)
}

/** Until 2019, the mobile numbers of Mexico had a 1 after the calling code. */
const formerMexicanNumber = /^\+521(\d{10})$/

const withoutMexicanPrefix = (phone: PhoneNumber): PhoneNumber | undefined => {
  const [, nationalNumber] = formerMexicanNumber.exec(phone.number) ?? []
  if (nationalNumber === undefined) return phone
  const current = parsePhoneNumberFromString(`+52${nationalNumber}`, metadata)
  if (current !== undefined && phone.ext !== undefined) current.setExt(phone.ext)
  return current
}

/**
 * Whether the number is possible, and reading it again gives the same number. The library's result may fail this: of
 * two national prefixes in a row it removes only one, and it takes a local number without its area code for a possible
 * one.
 */
const isE164 = (number: string): boolean => {
  if (!isShortEnough(number)) return false
  if (isPossibleE164(number)) return true
  const phone = parsePhoneNumberFromString(number, metadata)
  return phone?.number === number && phone.isPossible()
}

export const isShortEnough = (number: string): boolean => number.length <= MAX_E164_CHARACTERS
