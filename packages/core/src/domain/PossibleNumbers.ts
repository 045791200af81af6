import { type CountryCode, Metadata, type NumberingPlan } from "libphonenumber-js"
import metadata from "libphonenumber-js/min/metadata"

/**
 * Whether the phone library takes `text` for a possible number that is in E.164 already. It is decided by the library's
 * own metadata, thirty times faster than by the library. False says nothing: then the library has to be asked.
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

/** What the library knows about the numbers of a country. Its types leave out what it uses itself to find the prefix. */
type KnownPlan = NumberingPlan & {
  /** A regular expression of what may precede a national number and is no part of it. */
  nationalPrefixForParsing(): string | 0 | undefined
}

const numberingPlan = (country: CountryCode): KnownPlan => {
  const plans = new Metadata()
  plans.selectNumberingPlan(country)
  return plans.numberingPlan as KnownPlan
}

/**
 * The numbers of one calling code that need no closer look: of a length that is possible in each of its countries, and
 * with nothing in front that may be a national prefix, which is the same for all of them: that of the first.
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
