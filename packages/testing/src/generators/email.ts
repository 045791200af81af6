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
  /** The same without brackets, `mailto:` and what cannot be seen: fit for a mailbox. */
  readonly undecorated: string
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
const localPartUnit = fc.constantFrom(..."abcixyz019_'+-éüñåłжяλω李田ß")

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

/** What people paste before and after a value, and nobody sees. */
export const unseen = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom(
        ..." \t\r\n\u00A0\u3000\u0085\u2028\u200B\u00AD\uFEFF\u2060\u200E\u202A\u202C\u2069\u3164\u2800\u{E0001}",
      ),
      minLength: 1,
      maxLength: 3,
    }),
  },
)

/** What programs put around an address, and their users copy with it. */
const decoration = fc.constantFrom(
  ["", ""],
  ["", ""],
  ["<", ">"],
  ["mailto:", ""],
  ["MailTo:", ""],
  ["<mailto:", ">"],
  ["mailto:<", ">"],
)

const spelling = fc.record({
  upperCase: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  fullWidth: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  isFullWidth: fc.nat(3).map((n) => n === 0),
  isQuoted: fc.nat(4).map((n) => n === 0),
  unicodeDomain: fc.boolean(),
  form: fc.constantFrom("NFC", "NFD"),
  before: unseen,
  after: unseen,
  decoration,
})

/** An address in any of the spellings that the contract calls one. */
export const spelled = (address: fc.Arbitrary<Address>): fc.Arbitrary<SpelledAddress> =>
  fc.tuple(address, spelling).map(([address, how]) => {
    const [opening, closing] = how.decoration
    const localPart = how.isQuoted ? `"\\${address.localPart}"` : address.localPart
    const domain = how.unicodeDomain ? address.unicodeDomain : address.domain
    const units = [...`${localPart}@${domain}`].map((unit, i) => {
      const cased = how.upperCase[i % how.upperCase.length] ? upperCased(unit, i) : unit
      return how.isFullWidth && how.fullWidth[i % how.fullWidth.length] ? fullWidth(cased) : cased
    })
    const undecorated = units.join("").normalize(how.form)
    return {
      email: `${address.localPart}@${address.domain}`,
      spelling: how.before + opening + undecorated + closing + how.after,
      undecorated,
    }
  })

/** Not every letter has an upper case that leads back to it; `i` has two. */
const upperCased = (unit: string, i: number): string => {
  if (unit === "i" && i % 2 === 0) return "\u0130"
  const upper = unit.toUpperCase()
  return upper.toLowerCase() === unit ? upper : unit
}

const fullWidth = (unit: string): string =>
  /[\w@.+'-]/.test(unit) ? String.fromCharCode(unit.charCodeAt(0) + 0xfee0) : unit

/** Two spellings of one address. */
export const spelledTwice: fc.Arbitrary<readonly [SpelledAddress, SpelledAddress]> = address.chain((one) =>
  fc.tuple(spelled(fc.constant(one)), spelled(fc.constant(one))),
)
