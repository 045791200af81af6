import * as Result from "effect/Result"
import { normalizeEmailAddress } from "./EmailAddress.ts"
import { MAX_RAW_MAILBOX } from "./limits.ts"
import { decodeEncodedWords } from "./mailbox/encodedWords.ts"
import { readSegments, type Segment, type Word } from "./mailbox/readSegments.ts"
import { type Normalized, type Rejected, reject } from "./Rejection.ts"
import { tooLong, trim } from "./Text.ts"

/** An address and its name, which may be empty. Neither has been normalized. */
export interface Mailbox {
  readonly address: string
  readonly displayName: string
}

/**
 * Reads a mailbox of RFC 5322 §3.4, internationalized (RFC 6532) and as mail programs write it: `Ada Lovelace <ada@example.com>`,
 * `Lovelace, Ada <…>`, `'Ada Lovelace' <…>;`, `ada@example.com (Ada Lovelace)`, or an address alone.
 *
 * It has exactly one address, otherwise it is rejected. A name that merely repeats the address is dropped. Linear.
 */
export const parseMailbox = (input: string): Normalized<Mailbox> => {
  if (input.length > MAX_RAW_MAILBOX) return tooLong(MAX_RAW_MAILBOX)
  const text = trim(input)
  const [, name, address] = commonMailbox.exec(text) ?? []
  if (name !== undefined && address !== undefined) return Result.succeed({ displayName: name.trimEnd(), address })
  if (!special.test(text) || link.test(text)) return Result.succeed({ displayName: "", address: text })
  // A header line may be folded (RFC 5322 §2.2.3).
  const segments = readSegments(text.replace(/\r?\n(?=[ \t])/g, ""))
  return Result.flatMap(segments, (all) => readMailbox(all.filter(isNotEmpty)))
}

/** What nearly every mailbox looks like: a name without quotes, and an address, which is validated separately. */
const commonMailbox =
  /^([^\s"'‘“„«(),:;<=>@][^"(),:;<=>@\n\v\f\r\u2028\u2029]*)<([^\s"(),:;<>@[\\\]]+@[^\s"(),:;<>@[\\\]]+)>$/

/** Characters that only a mailbox has, or a quoted local part. Text without any of them can only be an address. */
const special = /["(),;<>]/

/** A link to an address in brackets has no name. */
const link = /^mailto:\s*</i

const notAMailbox = reject("invalid_email", "must be an email address or a mailbox like Ada Lovelace <ada@example.com>")

const multipleAddresses = (count: number): Rejected =>
  reject("multiple_addresses", `must have exactly one address, not ${count}: send each contact as a separate item`)

const isNotEmpty = ({ words, addresses, comments }: Segment): boolean =>
  words.length + addresses.length + comments.length > 0

const readMailbox = (segments: ReadonlyArray<Segment>): Normalized<Mailbox> => {
  const words = segments.flatMap(({ words, trailing }) => [...words, ...trailing])
  const bare = words.filter(isAddress)
  const bracketed = segments.flatMap(({ addresses }) => addresses)
  const count = bracketed.length + bare.length
  const [address = bare[0]?.raw] = bracketed
  if (address === undefined || !bracketed.every((content) => atSign.test(content))) return notAMailbox
  if (bracketed.length === 1 && bare.length === 1 && words.length === 1) {
    // The name is an address: the same one, or there are two.
    const mailbox = named(address, bare[0]?.text ?? "")
    return Result.isSuccess(mailbox) && mailbox.success.displayName === "" ? mailbox : multipleAddresses(2)
  }
  if (count > 1) return multipleAddresses(count)
  if (bracketed.length === 0 ? words.length > 1 : !isNamed(segments)) return notAMailbox
  const names = segments.map(({ words }) => words.map(textOf).join(" ")).filter((text) => text !== "")
  const name = bracketed.length === 0 ? "" : names.join(", ")
  return named(address, name || segments.flatMap(({ comments }) => comments).join(" "))
}

/** Whether the address in brackets comes last, after nothing but a name; a colon would make it a group. */
const isNamed = (segments: ReadonlyArray<Segment>): boolean =>
  segments.every(
    ({ words, addresses, trailing, separator }, i) =>
      addresses.length === (i === segments.length - 1 ? 1 : 0) &&
      trailing.length === 0 &&
      (i === segments.length - 1 || separator === ",") &&
      words.every(({ text, isQuoted }) => isQuoted || !text.includes(":")),
  )

const atSign = /[@\uFF20]/

const isAddress = ({ raw }: Word): boolean => {
  const at = Math.max(raw.lastIndexOf("@"), raw.lastIndexOf("\uFF20"))
  return at > 0 && at < raw.length - 1 && at > raw.lastIndexOf('"')
}

const textOf = ({ text }: Word): string => text

const named = (address: string, text: string): Normalized<Mailbox> =>
  Result.map(decodeEncodedWords(text), (decoded) => {
    const name = removeQuotes(decoded.trim())
    return { address, displayName: isSameAddress(name, address) ? "" : name }
  })

const closingQuotes: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  "\u2018": "\u2019",
  "\u201C": "\u201D",
  "\u201E": "\u201C",
  "«": "»",
}

/** Quotes around the whole of a name, which programs add and nobody's name has. */
const removeQuotes = (name: string): string => {
  const closing = closingQuotes[name[0] ?? ""]
  return name.length > 1 && closing !== undefined && name.endsWith(closing) ? name.slice(1, -1).trim() : name
}

const isSameAddress = (name: string, address: string): boolean => {
  if (!atSign.test(name)) return false
  const [one, other] = [normalizeEmailAddress(name), normalizeEmailAddress(address)]
  return Result.isSuccess(one) && Result.isSuccess(other) && one.success === other.success
}
