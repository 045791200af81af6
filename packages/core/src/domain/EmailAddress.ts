import { Result, Schema } from "effect"
import { toASCII } from "tr46"
import validator from "validator/lib/isEmail.js"
import { type Normalized, reject } from "./Rejection.ts"
import { isStorable, notStorable, utf8Length } from "./Text.ts"

/**
 * A normalized email address: two spellings of one address are the same string.
 * Unique per organization among the contacts that are not soft-deleted.
 */
export const EmailAddress = Schema.String.pipe(Schema.brand("EmailAddress"))
export type EmailAddress = typeof EmailAddress.Type

/** The octets that RFC 5321 §4.5.3.1 and RFC 3696 (erratum 1690) allow. */
const MAX_LOCAL_PART = 64
const MAX_DOMAIN = 255
const MAX_ADDRESS = 254

/**
 * What nearly every address looks like: ASCII atoms, and after the @ the name of a host whose top-level domain is of letters.
 * No validator needs to be asked about it, nor is there more to normalize than its case.
 */
const commonAddress =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:(?!xn--)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i

const isCommonAddress = (text: string): boolean =>
  text.length <= MAX_ADDRESS && text.lastIndexOf("@") <= MAX_LOCAL_PART && commonAddress.test(text)

const controlCharacter = /\p{Cc}/u

const notAnAddress = reject("invalid_email", "must be an email address")

/**
 * Trims, lower-cases, composes (Unicode NFC) and gives the domain its ASCII form (UTS 46, non-transitional).
 * Idempotent. Fails with what is wrong when the outcome is not an address.
 */
export const normalizeEmailAddress = (input: string): Normalized<EmailAddress> => {
  const trimmed = input.trim()
  // The brand checks nothing; its `make` would cost as much as half of the rest.
  if (isCommonAddress(trimmed)) return Result.succeed(trimmed.toLowerCase() as EmailAddress)
  if (!isStorable(trimmed)) return notStorable
  // Lower case can open a composition that upper case has not (U+01F0), so composing comes last as well.
  const text = trimmed.normalize("NFC").toLowerCase().normalize("NFC")
  if (text === "") return reject("required", "is required")
  const at = text.lastIndexOf("@")
  // Quoted local parts may have them by the letter (RFC 5322), not in SMTP; a line break would forge a header.
  if (at < 1 || controlCharacter.test(text)) return notAnAddress
  const localPart = text.slice(0, at)
  const domain = asciiDomain(text.slice(at + 1))
  if (domain === null) return reject("invalid_email", "must have a valid domain")
  if (utf8Length(localPart) > MAX_LOCAL_PART)
    return reject("too_long", `must have at most ${MAX_LOCAL_PART} bytes before the @`)
  if (domain.length > MAX_DOMAIN) return reject("too_long", `must have at most ${MAX_DOMAIN} bytes after the @`)
  const address = `${localPart}@${domain}`
  if (utf8Length(address) > MAX_ADDRESS) return reject("too_long", `must be at most ${MAX_ADDRESS} bytes long`)
  return isEmail(address) ? Result.succeed(EmailAddress.make(address)) : notAnAddress
}

/** What is before the last `@`. */
export const localPartOf = (email: EmailAddress): string => email.slice(0, email.lastIndexOf("@"))

const isEmail = validator.default

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the ASCII range
const plainAscii = /^[\x00-\x7f]*$/

const asciiDomain = (domain: string): string | null =>
  plainAscii.test(domain) && !domain.includes("xn--")
    ? domain
    : toASCII(domain, { checkBidi: true, checkHyphens: false, checkJoiners: true, useSTD3ASCIIRules: true })
