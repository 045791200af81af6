import { type CountryCode, Metadata, type NumberingPlan } from "libphonenumber-js/core"
import metadata from "libphonenumber-js/min/metadata"

/**
 * Whether `text` is certainly a possible number that is already in E.164, according to the phone library's metadata:
 * thirty times faster than its parser. If false, only the parser can tell. A property test compares the two.
 */
export const isPossibleE164 = (text: string): boolean => {
  // No calling code is the beginning of another one.
  for (let end = 2; end <= 1 + MAX_CALLING_CODE; end++) {
    const numbers = possibleNumbers.get(text.slice(1, end))
    if (numbers !== undefined) return numbers.test(text)
  }
  return false
}

const MAX_CALLING_CODE = 3

/**
 * Whether the library may take a number with its calling code for a possible one. False only if nobody has the calling code,
 * or if there are too few or too many digits after it: then it need not be parsed.
 */
export const mayBePossible = (text: string): boolean => {
  for (let end = 2; end <= 1 + MAX_CALLING_CODE; end++) {
    const digits = possibleDigits.get(text.slice(1, end))
    if (digits !== undefined) return text.length - end >= digits.fewest && text.length - end <= digits.most
  }
  return Object.hasOwn(metadata.nonGeographic, text.slice(1, 1 + MAX_CALLING_CODE))
}

/** Whether digits are the calling code of a country, or of a service such as satellite phones. */
export const isCallingCode = (digits: string): boolean =>
  possibleNumbers.has(digits) || Object.hasOwn(metadata.nonGeographic, digits)

/** Whether the library removes a 0 before a valid national number, and no more, because it is the national prefix. */
export const removesZero = (callingCode: string, nationalNumber: string): boolean => {
  const prefix = nationalPrefixes.get(callingCode)?.exec(`0${nationalNumber}`)
  // A group would be replaced by something else.
  return prefix?.length === 1 && prefix[0] === "0"
}

/** What the library knows about the numbers of a country. Its types leave out the prefix that its parser uses. */
type KnownPlan = NumberingPlan & {
  /** A regular expression for what may precede a national number without being a part of it. */
  nationalPrefixForParsing(): string | 0 | undefined
}

const numberingPlan = (country: CountryCode): KnownPlan => {
  const plans = new Metadata(metadata)
  plans.selectNumberingPlan(country)
  return plans.numberingPlan as KnownPlan
}

/**
 * The numbers of one calling code that need no closer look: their length is possible in each of its countries, and they do
 * not begin with what may be a national prefix. The library takes that prefix from the first country, for all of them.
 */
const numbersOf = (callingCode: string, countries: ReadonlyArray<CountryCode>): RegExp => {
  const [main, ...others] = countries.map(numberingPlan)
  const lengths =
    main?.possibleLengths().filter((n) => others.every((plan) => plan.possibleLengths().includes(n))) ?? []
  const prefix = main?.nationalPrefixForParsing()
  const nationalNumber = lengths.map((length) => `\\d{${length}}`).join("|")
  return new RegExp(`^\\+${callingCode}${prefix ? `(?!${prefix})` : ""}(?:${nationalNumber})$`)
}

const possibleNumbers: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(metadata.country_calling_codes).map(([code, countries]) => [code, numbersOf(code, countries)]),
)

const nationalPrefixes: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(metadata.country_calling_codes).flatMap(([code, [main]]) => {
    const prefix = main === undefined ? undefined : numberingPlan(main).nationalPrefixForParsing()
    return prefix ? [[code, new RegExp(`^(?:${prefix})`)]] : []
  }),
)

/** What the library removes before a national number has at most so many digits, and what it writes instead so many. */
const MAX_PREFIX = 7
const MAX_REPLACEMENT = 4

/** One digit, or one of several: what most national prefixes are. */
const oneDigit = /^(?:\d|\[\d+\])$/

/** The fewest and the most digits after a calling code of which the library may make a possible number. */
const digitsOf = (callingCode: string, countries: ReadonlyArray<CountryCode>) => {
  const lengths = countries.flatMap((country) => numberingPlan(country).possibleLengths())
  const [fewest, most] = [Math.min(...lengths), Math.max(...lengths)]
  const [main] = countries
  const prefix = main === undefined ? undefined : numberingPlan(main).nationalPrefixForParsing()
  // The numbers of Mexico had another prefix.
  if (callingCode !== "52" && (!prefix || oneDigit.test(prefix))) return { fewest, most: most + 1 }
  return { fewest: fewest - MAX_REPLACEMENT, most: most + MAX_PREFIX }
}

const possibleDigits: ReadonlyMap<string, ReturnType<typeof digitsOf>> = new Map(
  Object.entries(metadata.country_calling_codes).map(([code, countries]) => [code, digitsOf(code, countries)]),
)
