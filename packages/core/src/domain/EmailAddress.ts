import type { Brand } from "effect/Brand"
import * as Result from "effect/Result"
import validator from "validator/lib/isEmail.js"
import { mapWidth, removeDecoration } from "./email/emailDecoration.ts"
import { asciiDomain } from "./email/emailDomain.ts"
import { rejectHidden } from "./email/hiddenCharacters.ts"
import { normalizeLocalPart } from "./email/localPart.ts"
import { MAX_ADDRESS, MAX_LOCAL_PART, MAX_RAW_ADDRESS } from "./limits.ts"
import { makeBrand } from "./makeBrand.ts"
import { type Normalized, reject } from "./Rejection.ts"
import { compose, rejectUnstorable, utf8Length } from "./Text.ts"

/**
 * A normalized email address: two spellings of one address are the same string.
 * Unique per organization among the contacts that are not soft-deleted.
 */
export const EmailAddress = makeBrand<EmailAddress>("EmailAddress")
export type EmailAddress = string & Brand<"EmailAddress">

/**
 * What nearly every address looks like: ASCII atoms, then an @ and a host name whose top-level domain consists of
 * letters. Such an address is valid, and only its case has to be normalized.
 */
const commonAddress =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:(?!xn--)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i

/**
 * A fast path of `normalizeEmailAddress` for common addresses, with the same result; null for all others. The brand is
 * cast because its `make` checks nothing and would take half as long as the rest.
 */
export const normalizeCommonAddress = (text: string): EmailAddress | null =>
  text.length <= MAX_ADDRESS && text.lastIndexOf("@") <= MAX_LOCAL_PART && commonAddress.test(text)
    ? (text.toLowerCase() as EmailAddress)
    : null

const notAnAddress = reject("invalid_email", "must be an email address")
const tooLongAddress = reject("too_long", `must be at most ${MAX_ADDRESS} bytes long`)

/**
 * Removes what surrounds the address, brings characters to one form and one case, removes needless quotes, and gives
 * the domain its ASCII form. Idempotent. Rejects the result if it is not an address.
 *
 * The form: ordinary width (RFC 8264 §5.2.1), NFC, lower case (`İ` becomes `i`). Outside ASCII, the local part may
 * contain only what PRECIS allows in identifiers (RFC 8264 §4.2), and the domain only what IDNA 2008 allows.
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

const toLowerCase = (text: string): string => text.replaceAll("\u0130", "i").toLowerCase()

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
