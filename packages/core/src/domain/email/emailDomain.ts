import * as Result from "effect/Result"
import { toASCII } from "tr46"
import { MAX_DOMAIN } from "../limits.ts"
import { type Normalized, type Rejected, reject } from "../Rejection.ts"
import { describeCharacter, isLongerThan } from "../Text.ts"
import { decodePunycode } from "./decodePunycode.ts"
import { isJoiner, rejectInvisible } from "./hiddenCharacters.ts"
import { findOutOfContext, hasOnlyIdentifierCharacters, isDomainCharacter } from "./identifierClass.ts"
import { punycodeLength } from "./punycodeLength.ts"

/** RFC 1035 §2.3.4. */
const MAX_LABEL = 63

/** Of a label in Punycode (RFC 5890 §2.3.2.1). */
const PREFIX = "xn--"

/**
 * Labels that have to be converted. Names have one or two; each takes forty times as long as an address in ASCII, and there
 * is room for more than a hundred.
 */
const MAX_CONVERTED_LABELS = 4

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
  const hasTooManyLabels = labels.filter(isConverted).length > MAX_CONVERTED_LABELS
  let length = labels.length - 1
  for (const label of labels) {
    const added = asciiLength(label, !hasTooManyLabels)
    if (added > MAX_LABEL) return tooLongLabel
    length += added
  }
  if (ascii.test(domain) && !domain.includes(PREFIX)) return Result.succeed(domain)
  if (length > MAX_DOMAIN) return tooLongDomain
  if (hasTooManyLabels) return tooManyLabels
  const disallowed = rejectDisallowed(labels)
  if (disallowed !== null) return disallowed
  const disguised = decodeLabels(labels)
  if (disguised === null) return rejectJoiner(domain) ?? notADomain
  const converted = toASCII(domain, { checkBidi: true, checkJoiners: true, useSTD3ASCIIRules: true })
  if (converted === null) return rejectJoiner(domain) ?? notADomain
  // The text that a Punycode label encodes must be allowed too.
  const disallowedInDisguise = rejectDisallowed(disguised)
  if (disallowedInDisguise !== null) return disallowedInDisguise
  return converted.length > MAX_DOMAIN ? tooLongDomain : Result.succeed(converted)
}

const isConverted = (label: string): boolean => label.startsWith(PREFIX) || !ascii.test(label)

/** What the labels in Punycode encode; null as soon as one encodes nothing. */
const decodeLabels = (labels: ReadonlyArray<string>): ReadonlyArray<string> | null => {
  const decoded: Array<string> = []
  for (const label of labels) {
    if (!label.startsWith(PREFIX)) continue
    const text = decodePunycode(label.slice(PREFIX.length))
    if (text === null) return null
    decoded.push(text)
  }
  return decoded
}

/**
 * The length of the ASCII form, which has a prefix. It may be longer if UTS 46 can still change the text, or if it need not
 * be `exact`, which takes a small part of the time.
 */
const asciiLength = (label: string, exact: boolean): number => {
  if (ascii.test(label)) return label.length
  // One character at least for each code point (RFC 3492 §3).
  const least = PREFIX.length + codePoints(label)
  return !exact || least > MAX_LABEL || !hasOnlyIdentifierCharacters(label)
    ? least
    : PREFIX.length + punycodeLength(label, MAX_LABEL - PREFIX.length)
}

const codePoints = (text: string): number => {
  let count = 0
  for (const _ of text) count++
  return count
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
