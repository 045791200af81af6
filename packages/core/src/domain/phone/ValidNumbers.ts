import { type CountryCode, Metadata, type NumberingPlan } from "libphonenumber-js/core"
import metadata from "libphonenumber-js/min/metadata"

/**
 * Whether the library calls a number in E.164 valid that it reads as itself; undefined if only the library can tell. A
 * property test compares the two. The library compiles up to a hundred expressions for each number.
 */
export const isValidE164 = (number: string): boolean | undefined => {
  for (let end = 2; end <= 1 + MAX_CALLING_CODE; end++) {
    const countries = countriesOf.get(number.slice(1, end))
    if (countries !== undefined) return isValidIn(countries, number.slice(end))
  }
  return undefined
}

const MAX_CALLING_CODE = 3

const isValidIn = (countries: ReadonlyArray<Country>, nationalNumber: string): boolean => {
  const country = countries.length === 1 ? countries[0] : countries.find((country) => country.has(nationalNumber))
  return (country ?? countries[0])?.isValid(nationalNumber) === true
}

/** What the library knows about a country. Its types leave out what its parser uses. */
type KnownPlan = NumberingPlan & {
  nationalNumberPattern(): string
  hasTypes(): boolean
  type(name: string): { pattern(): string; possibleLengths(): ReadonlyArray<number> | undefined } | undefined
}

const numberTypes = [
  "FIXED_LINE",
  "MOBILE",
  "PREMIUM_RATE",
  "TOLL_FREE",
  "SHARED_COST",
  "VOIP",
  "PERSONAL_NUMBER",
  "PAGER",
  "UAN",
  "VOICEMAIL",
]

class Country {
  readonly #leadingDigits: RegExp | undefined
  readonly #hasTypes: boolean
  readonly #general: RegExp
  readonly #types: ReadonlyArray<{ readonly pattern: RegExp; readonly lengths: ReadonlyArray<number> | undefined }>

  constructor(code: CountryCode) {
    const plans = new Metadata(metadata)
    plans.selectNumberingPlan(code)
    const plan = plans.numberingPlan as KnownPlan
    const leadingDigits = plan.leadingDigits()
    this.#leadingDigits = leadingDigits ? new RegExp(`^(?:${leadingDigits})`) : undefined
    this.#hasTypes = plan.hasTypes()
    this.#general = entire(plan.nationalNumberPattern())
    this.#types = numberTypes.flatMap((name) => {
      const type = plan.type(name)
      return type?.pattern() ? [{ pattern: entire(type.pattern()), lengths: type.possibleLengths() }] : []
    })
  }

  /** Whether a number of a calling code that several countries share is one of this country. */
  has(nationalNumber: string): boolean {
    return this.#leadingDigits?.test(nationalNumber) ?? this.#isOfSomeType(nationalNumber)
  }

  isValid(nationalNumber: string): boolean {
    return this.#hasTypes ? this.#isOfSomeType(nationalNumber) : this.#general.test(nationalNumber)
  }

  #isOfSomeType(nationalNumber: string): boolean {
    return (
      this.#general.test(nationalNumber) &&
      this.#types.some(
        ({ pattern, lengths }) =>
          (lengths === undefined || lengths.includes(nationalNumber.length)) && pattern.test(nationalNumber),
      )
    )
  }
}

const entire = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`)

const countriesOf: ReadonlyMap<string, ReadonlyArray<Country>> = new Map(
  Object.entries(metadata.country_calling_codes).map(([code, countries]) => [
    code,
    countries.map((country) => new Country(country)),
  ]),
)
