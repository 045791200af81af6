import * as Result from "effect/Result"
import { toASCII, toUnicode } from "tr46"
import { MAX_DOMAIN } from "../limits.ts"
import { type Normalized, type Rejected, reject } from "../Rejection.ts"
import { describeCharacter, isLongerThan } from "../Text.ts"
import { isJoiner, rejectInvisible } from "./hiddenCharacters.ts"
import { findOutOfContext, hasOnlyIdentifierCharacters, isDomainCharacter } from "./identifierClass.ts"

/** RFC 1035 §2.3.4. */
const MAX_LABEL = 63

/**
 * Labels that have to be converted. Names have one or two; each takes twenty times as long as an address in ASCII, and there
 * is room for more than a hundred.
 */
const MAX_CONVERTED_LABELS = 8

const tooManyLabels = reject(
  "invalid_email",
  `must have at most ${MAX_CONVERTED_LABELS} parts outside ASCII between the dots after the @`,
)
const tooLongDomain = reject("too_long", `must have at most ${MAX_DOMAIN} characters after the @`)
const tooLongLabel = reject("too_long", `must have at most ${MAX_LABEL} characters between the dots after the @`)
const notADomain = reject("invalid_email", "must have a valid domain")

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the ASCII range
const ascii = /^[\x00-\x7f]*$/

/** UTS 46 reads the ideographic full stop as a dot. */
const dot = /[.\u3002]/

/**
 * The ASCII form of a domain that is composed and in lower case: IDNA 2008 (RFC 5891 to 5893), by UTS 46,
 * non-transitional. Text in ASCII is returned unchanged: the validator decides whether it is a domain.
 */
export const asciiDomain = (domain: string): Normalized<string> => {
  // A limit on what is converted keeps the cost linear.
  if (isLongerThan(domain, MAX_DOMAIN)) return tooLongDomain
  const labels = domain.split(dot)
  const lengths = labels.map(leastAsciiLength)
  if (lengths.some((length) => length > MAX_LABEL)) return tooLongLabel
  if (ascii.test(domain) && !domain.includes("xn--")) return Result.succeed(domain)
  if (lengths.reduce((sum, length) => sum + length) + labels.length - 1 > MAX_DOMAIN) return tooLongDomain
  if (labels.filter(isConverted).length > MAX_CONVERTED_LABELS) return tooManyLabels
  const disallowed = rejectDisallowed(labels)
  if (disallowed !== null) return disallowed
  const converted = toASCII(domain, { checkBidi: true, checkJoiners: true, useSTD3ASCIIRules: true })
  if (converted === null) return rejectJoiner(domain) ?? notADomain
  // The text that a Punycode label encodes must be allowed too.
  const disguised = domain.includes("xn--") ? rejectDisallowed(toUnicode(converted).domain.split(".")) : null
  if (disguised !== null) return disguised
  return converted.length > MAX_DOMAIN ? tooLongDomain : Result.succeed(converted)
}

const isConverted = (label: string): boolean => label.startsWith("xn--") || !ascii.test(label)

/** The ASCII form has a prefix, and at least one character for each code point (RFC 3492 §3). */
const leastAsciiLength = (label: string): number => {
  if (ascii.test(label)) return label.length
  let length = "xn--".length
  for (const _ of label) length++
  return length
}

const rejectDisallowed = (labels: ReadonlyArray<string>): Rejected | null => {
  for (const label of labels) {
    if (!hasOnlyIdentifierCharacters(label)) {
      for (const character of label) {
        if (character > "\x7f" && !isDomainCharacter(character)) return rejectCharacter(character)
      }
    }
    const outOfContext = findOutOfContext(label)
    if (outOfContext !== undefined) return rejectCharacter(outOfContext)
  }
  return null
}

const rejectCharacter = (character: string): Rejected =>
  reject("invalid_email", `must not contain ${describeCharacter(character)} after the @: it is not allowed in a domain`)

/** Among the characters that UTS 46 rejects, a joiner out of context is invisible. */
const rejectJoiner = (domain: string): Rejected | null => {
  const joiner = [...domain].find(isJoiner)
  return joiner === undefined ? null : rejectInvisible(joiner)
}
