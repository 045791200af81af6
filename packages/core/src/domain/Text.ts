import * as Result from "effect/Result"
import { MAX_COMBINING_MARKS } from "./limits.ts"
import { type Normalized, type Rejected, reject } from "./Rejection.ts"

/** Rules that apply to every text. Lengths are in Unicode code points, as databases count them. */

/**
 * An invisible character other than white space: ignored when rendered (Unicode `Default_Ignorable_Code_Point`, which
 * has the Hangul fillers too), any other format character, or a blank braille pattern.
 */
export const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u

const whiteSpaceOrInvisible = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u

/** Whether a UTF-16 unit is a visible ASCII character: most text begins and ends with one. */
const isPlain = (unit: number): boolean => unit > 0x20 && unit < 0x7f

const isVisibleAt = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at)
  if (unit === 0x20) return false
  return isPlain(unit) || !whiteSpaceOrInvisible.test(String.fromCodePoint(text.codePointAt(at) ?? unit))
}

/** The offset of the first character that can be seen; the text's length if there is none. */
const firstVisible = (text: string): number => {
  let at = 0
  while (at < text.length && !isVisibleAt(text, at)) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  return at
}

/** Whether there is nothing to see: the text is empty, or has nothing but white space and invisible characters. */
export const isBlank = (text: string): boolean => !isPlain(text.charCodeAt(0)) && firstVisible(text) === text.length

/** Removes white space and invisible characters at both ends. */
export const trim = (text: string): string => {
  if (isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1))) return text
  const start = firstVisible(text)
  let end = text.length
  while (end > start) {
    const isPair = end - start > 1 && (text.codePointAt(end - 2) ?? 0) > 0xffff
    const last = isPair ? end - 2 : end - 1
    if (isVisibleAt(text, last)) break
    end = last
  }
  return end - start === text.length ? text : text.slice(start, end)
}

/** False for text that no database stores: with a NUL (U+0000) or a lone surrogate in it. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0")

/** Why text is not storable; null if it is. */
export const rejectUnstorable = (text: string): Rejected | null => {
  if (isStorable(text)) return null
  if (text.includes("\0")) return reject("invalid_character", "must not contain U+0000 (NUL)")
  const [surrogate = ""] = /\p{Surrogate}/u.exec(text) ?? []
  return reject(
    "invalid_character",
    `must be valid Unicode: ${describeCharacter(surrogate)} is half of a surrogate pair`,
  )
}

/** The rejection of text with more than `characters`. */
export const tooLong = (characters: number): Rejected =>
  reject("too_long", `must be at most ${characters} characters long`)

/** A character as a message names it: `U+201C (“)`, or the code point alone if there is nothing to see. */
export const describeCharacter = (character: string): string => {
  const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) && !invisible.test(character) ? `${name} (${character})` : name
}

/** Composes text (Unicode NFC), in linear time. */
export const compose = (text: string): Normalized<string> =>
  Array.from(text.matchAll(/\p{M}{2,}/gu)).some(([marks]) => isLongerThan(marks, MAX_COMBINING_MARKS))
    ? reject("invalid_character", `must have at most ${MAX_COMBINING_MARKS} combining marks in a row`)
    : Result.succeed(text.normalize("NFC"))

export const isLongerThan = (text: string, characters: number): boolean => {
  // A string has at least as many UTF-16 units as code points, so the exact count is seldom needed.
  if (text.length <= characters) return false
  // It has at most twice as many.
  if (text.length > 2 * characters) return true
  let count = 0
  for (const _ of text) if (++count > characters) return true
  return false
}

/** The length in bytes once encoded as UTF-8. */
export const utf8Length = (text: string): number => {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // Each half of a surrogate pair counts for two of the pair's four bytes.
    if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) bytes += 2
    else if (unit > 0x7f) bytes += 1
  }
  return bytes
}
