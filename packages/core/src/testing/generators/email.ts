import fc from "fast-check"

/** An email address in its normalized form, and its domain as people write it. */
export interface Address {
  readonly localPart: string
  readonly domain: string
  readonly unicodeDomain: string
}

/** One of the spellings that an address has. */
export interface SpelledAddress {
  /** Normalized. */
  readonly email: string
  readonly spelling: string
}

/** Domains in their ASCII form, each with its Unicode form: a table, so that the code under test is not its own judge. */
const domain = fc.constantFrom(
  ["example.com", "example.com"],
  ["mail.example.org", "mail.example.org"],
  ["xn--bcher-kva.example", "bücher.example"],
  ["xn--e1afmkfd.xn--p1ai", "пример.рф"],
  ["xn--hxajbheg2az3al.example", "παράδειγμα.example"],
  ["xn--r8jz45g.jp", "例え.jp"],
  ["xn--kckxc5f.example", "デオワ.example"],
  ["xn--strae-oqa.example", "straße.example"],
)

/** Lower case letters that have an upper case of the same length, in several scripts, and some that have none. */
const localPartUnit = fc.constantFrom(..."abcxyz019_'+-éüñåłжяλω李田ß")

const localPart = fc.oneof(
  fc.constantFrom("ada", "grace", "alan"),
  fc.array(localPartUnit, { minLength: 1, maxLength: 12 }).map((units) => units.join("")),
)

/** Addresses that seldom meet. */
export const address: fc.Arbitrary<Address> = fc
  .tuple(localPart, domain)
  .map(([localPart, [ascii, unicode]]) => ({ localPart, domain: ascii, unicodeDomain: unicode }))

/** One of `size` addresses, for requests that overlap. */
export const addressOfPool = (size: number): fc.Arbitrary<Address> =>
  fc
    .nat(size - 1)
    .map((n) =>
      n % 2 === 0
        ? { localPart: `é${n}`, domain: "xn--bcher-kva.example", unicodeDomain: "bücher.example" }
        : { localPart: `ada${n}`, domain: "example.com", unicodeDomain: "example.com" },
    )

const whiteSpace = fc.constantFrom("", " ", "\t", "\r\n", "\u00A0", "\u3000")

const spelling = fc.record({
  upperCase: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  unicodeDomain: fc.boolean(),
  form: fc.constantFrom("NFC", "NFD"),
  before: whiteSpace,
  after: whiteSpace,
})

/** An address in any of the spellings that the contract calls one. */
export const spelled = (address: fc.Arbitrary<Address>): fc.Arbitrary<SpelledAddress> =>
  fc.tuple(address, spelling).map(([address, how]) => {
    const domain = how.unicodeDomain ? address.unicodeDomain : address.domain
    const mixedCase = [...`${address.localPart}@${domain}`]
      .map((unit, i) => (how.upperCase[i % how.upperCase.length] ? upperCased(unit) : unit))
      .join("")
    return {
      email: `${address.localPart}@${address.domain}`,
      spelling: how.before + mixedCase.normalize(how.form) + how.after,
    }
  })

/** Not every letter has an upper case that leads back to it. */
const upperCased = (unit: string): string => {
  const upper = unit.toUpperCase()
  return upper.toLowerCase() === unit ? upper : unit
}

/** Two spellings of one address. */
export const spelledTwice: fc.Arbitrary<readonly [SpelledAddress, SpelledAddress]> = address.chain((one) =>
  fc.tuple(spelled(fc.constant(one)), spelled(fc.constant(one))),
)
