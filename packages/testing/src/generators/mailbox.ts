import fc from "fast-check"
import { address, spelled } from "./email.ts"
import { nameWord } from "./text.ts"

/** A mailbox as a mail program writes it, and the contact that it is. */
export interface GivenMailbox {
  readonly text: string
  readonly email: string
  readonly firstName: string
  /** Null if the name is one word. */
  readonly lastName: string | null
}

const suffix = fc.constantFrom("PhD", "M.D.", "Jr.", "III", "Esq.", "Inc.", "GmbH", "S.A.", "Ltd.", "MBA, PhD")

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

const hexadecimal = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => `=${byte.toString(16).padStart(2, "0").toUpperCase()}`).join("")

/** In which way the name and the address are put together. `last` is empty if the name is one word. */
type Dialect = (address: string, first: string, last: string) => string

const full = (first: string, last: string): string => (last === "" ? first : `${first} ${last}`)
const lastFirst = (first: string, last: string): string => (last === "" ? first : `${last}, ${first}`)

const dialects: ReadonlyArray<Dialect> = [
  (address, first, last) => `${full(first, last)} <${address}>`,
  (address, first, last) => `${full(first, last)}<${address}>`,
  (address, first, last) => `"${full(first, last)}" <${address}>`,
  (address, first, last) => `'${full(first, last)}' <${address}>`,
  (address, first, last) => `"'${full(first, last)}'" <${address}>`,
  (address, first, last) => `\u201C${full(first, last)}\u201D <${address}>`,
  (address, first, last) => `"${lastFirst(first, last)}" <${address}>`,
  (address, first, last) => `${lastFirst(first, last)} <${address}>`,
  (address, first, last) => `'${lastFirst(first, last)}' <${address}>`,
  (address, first, last) => `${address} (${full(first, last)})`,
  (address, first, last) => `<${address}> (${lastFirst(first, last)})`,
  (address, first, last) => `${full(first, last)} (work) <${address}>`,
  (address, first, last) => `${full(first, last)} <mailto:${address}>`,
  (address, first, last) => `=?UTF-8?B?${base64(full(first, last))}?= <${address}>`,
  (address, first, last) => `"=?utf-8?q?${hexadecimal(lastFirst(first, last))}?=" <${address}>`,
  (address, first, last) => `=?utf-8*en?Q?${hexadecimal(full(first, ""))}?= ${last} <${address}>`,
]

const separators = fc.constantFrom("", "", ";", ",", " ; ", ",,")

/** Mailboxes in every dialect, with what each means. */
export const givenMailbox: fc.Arbitrary<GivenMailbox> = fc
  .record({
    address: spelled(address),
    words: fc.array(nameWord, { minLength: 1, maxLength: 3 }),
    dialect: fc.constantFrom(...dialects),
    separator: separators,
  })
  .map(({ address: { email, undecorated }, words, dialect, separator }) => {
    const [first, last] = words.length === 1 ? [words.join(), ""] : [words.slice(0, -1).join(" "), words.at(-1) ?? ""]
    return {
      text: dialect(undecorated, first, last) + separator,
      email,
      firstName: first,
      lastName: last === "" ? null : last,
    }
  })

/** Names that end with a suffix after a comma. */
export const suffixedMailbox: fc.Arbitrary<GivenMailbox> = fc
  .record({ address, first: nameWord, last: nameWord, suffix })
  .map(({ address: { localPart, domain }, first, last, suffix }) => {
    const email = `${localPart}@${domain}`
    return { text: `"${first} ${last}, ${suffix}" <${email}>`, email, firstName: first, lastName: `${last}, ${suffix}` }
  })
