import * as Result from "effect/Result"
import { MAX_RAW_TEXT, MAX_TEXT } from "./limits.ts"
import { type Normalized, type Rejected, reject } from "./Rejection.ts"
import { compose, describeCharacter, isLongerThan, rejectUnstorable, tooLong, trim } from "./Text.ts"

/** Words of Latin, Cyrillic or Han characters with one space between them: there is nothing to trim, to collapse or to compose. */
const plainName = (() => {
  const word = String.raw`[!-~\u00A1-\u00AC\u00AE-\u02FF\u0400-\u0482\u1E00-\u1EFF\u4E00-\u9FFF]+`
  return new RegExp(`^${word}(?: ${word})*$`)
})()

/** Soft hyphens, zero width spaces, byte order marks and the marks of direction: nobody writes them into a name. */
const residue = /[\u00AD\u200B\uFEFF\u200E\u200F]/g
const whiteSpace = /\s+/g
const lineBreak = /[\n\v\f\r\u0085\u2028\u2029]/
const directionOverride = /[\u202A-\u202E\u2066-\u2069]/
const controlCharacter = /(?!\t)\p{Cc}/u

/**
 * Trims, collapses inner white space, removes invisible residue and composes (Unicode NFC). Joiners and other format
 * characters inside a name stay: Persian, the scripts of India and emoji need them. A name without a visible character is
 * absent: null. Idempotent.
 */
export const normalizePersonName = (input: string): Normalized<string | null> => {
  if (input.length <= MAX_TEXT && plainName.test(input)) return Result.succeed(input)
  if (input.length > MAX_RAW_TEXT) return tooLong(MAX_TEXT)
  const unstorable = rejectUnstorable(input)
  if (unstorable !== null) return unstorable
  const text = trimName(input.replace(residue, ""))
  if (text === "") return Result.succeed(null)
  const forbidden = rejectForbidden(text)
  if (forbidden !== null) return forbidden
  const composed = compose(text.replace(whiteSpace, " "))
  if (Result.isFailure(composed)) return composed
  return isLongerThan(composed.success, MAX_TEXT) ? tooLong(MAX_TEXT) : composed
}

/** Why a name that is trimmed is rejected, however long it is; null if it is not. */
export const rejectForbidden = (text: string): Rejected | null => {
  const [character] = lineBreak.exec(text) ?? directionOverride.exec(text) ?? controlCharacter.exec(text) ?? []
  if (character === undefined) return null
  const name = describeCharacter(character)
  if (lineBreak.test(character)) return reject("invalid_character", `must not contain a line break (${name})`)
  const isOverride = directionOverride.test(character)
  const kind = isOverride ? "a character that overrides the direction of text" : "a control character"
  return reject("invalid_character", `must not contain ${kind} (${name})`)
}

/** What is invisible at the end of an emoji, and is a part of it: a variation selector, or the tags of a flag. */
const endOfEmoji = /^(?:[\uFE0E\uFE0F]|[\u{E0020}-\u{E007F}]+)/u

const trimName = (text: string): string => {
  const name = trim(text)
  if (name === text || !/\p{Extended_Pictographic}$/u.test(name)) return name
  const [end = ""] = endOfEmoji.exec(text.slice(text.indexOf(name) + name.length)) ?? []
  return name + end
}
