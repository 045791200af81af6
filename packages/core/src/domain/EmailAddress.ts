import { Result, Schema } from "effect"
import validator from "validator/lib/isEmail.js"
import { mapWidth, removeDecoration } from "./email/emailDecoration.ts"
import { asciiDomain } from "./email/emailDomain.ts"
import { rejectHidden } from "./email/hiddenCharacters.ts"
import { normalizeLocalPart } from "./email/localPart.ts"
import { MAX_ADDRESS, MAX_LOCAL_PART, MAX_RAW_ADDRESS } from "./limits.ts"
import { type Normalized, reject } from "./Rejection.ts"
import { compose, rejectUnstorable, utf8Length } from "./Text.ts"

/**
 * A normalized email address: two spellings of one address are the same string.
 * Unique per organization among the contacts that are not soft-deleted.
 */
export const EmailAddress = Schema.String.pipe(Schema.brand("EmailAddress"))
export type EmailAddress = typeof EmailAddress.Type

/**
 * What nearly every address looks like: ASCII atoms, and after the @ the name of a host whose top-level domain is of letters.
 * No validator needs to be asked about it, nor is there more to normalize than its case.
 */
const commonAddress =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:(?!xn--)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i

/**
 * What `normalizeEmailAddress` makes of an address as nearly all are; null if that is not decided so simply. The brand checks
 * nothing, and its `make` would cost as much as half of the rest.
 */
export const normalizeCommonAddress = (text: string): EmailAddress | null =>
  text.length <= MAX_ADDRESS && text.lastIndexOf("@") <= MAX_LOCAL_PART && commonAddress.test(text)
    ? (text.toLowerCase() as EmailAddress)
    : null

const notAnAddress = reject("invalid_email", "must be an email address")
const tooLongAddress = reject("too_long", `must be at most ${MAX_ADDRESS} bytes long`)

/**
 * Removes what surrounds the address, brings characters to one form and one case, removes needless quotes, and gives the
 * domain its ASCII form. Idempotent. Rejects what is not an address afterwards.
 *
 * The form: ordinary width (RFC 8264 §5.2.1), NFC, lower case, where `İ` is the capital of `i`. Outside ASCII, the local
 * part is an identifier of PRECIS (RFC 8264 §4.2), and the domain is one of IDNA 2008.
 */
export const normalizeEmailAddress = (input: string): Normalized<EmailAddress> => {
  if (input.length > MAX_RAW_ADDRESS) return tooLongAddress
  const trimmed = input.trim()
  const common = normalizeCommonAddress(trimmed)
  if (common !== null) return Result.succeed(common)
  const unstorable = rejectUnstorable(trimmed)
  if (unstorable !== null) return unstorable
  const text = removeDecoration(mapWidth(trimmed))
  if (text === "") return reject("required", "is required")
  return Result.flatMap(compose(text), (composed) => checkAddress(toLowerCase(composed)))
}

/** Lower case can open a composition that upper case has not (U+01F0), so composing comes last as well. */
const toLowerCase = (text: string): string => text.replaceAll("\u0130", "i").toLowerCase().normalize("NFC")

const checkAddress = (text: string): Normalized<EmailAddress> => {
  const at = text.lastIndexOf("@")
  if (at < 1) return notAnAddress
  const hidden = rejectHidden(text, at)
  if (hidden !== null) return hidden
  const localPart = normalizeLocalPart(text.slice(0, at))
  if (Result.isFailure(localPart)) return Result.fail(localPart.failure)
  const domain = asciiDomain(text.slice(at + 1))
  if (Result.isFailure(domain)) return Result.fail(domain.failure)
  const address = `${localPart.success}@${domain.success}`
  if (utf8Length(address) > MAX_ADDRESS) return tooLongAddress
  return isEmail(address) ? Result.succeed(EmailAddress.make(address)) : notAnAddress
}

/** What is before the last `@`. */
export const localPartOf = (email: EmailAddress): string => email.slice(0, email.lastIndexOf("@"))

const isEmail = validator.default
