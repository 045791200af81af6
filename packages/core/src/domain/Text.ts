import type { Result } from "effect"
import { type Rejection, reject } from "./Rejection.ts"

/** Rules that every piece of text shares. Lengths are in Unicode code points, as databases count them. */

/** False for text that no database stores: with a NUL (U+0000) or a lone surrogate in it. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0")

export const notStorable = reject("invalid_character", "must be valid Unicode without NUL (U+0000)")

/** The rejection of text with more than `characters`. */
export const tooLong = (characters: number): Result.Result<never, Rejection> =>
  reject("too_long", `must be at most ${characters} characters long`)

/** A character as a message names it: `U+201C (“)`, or the code point alone if there is nothing to see. */
export const describeCharacter = (codePoint: number): string => {
  const character = String.fromCodePoint(codePoint)
  const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `${name} (${character})` : name
}

export const isLongerThan = (text: string, characters: number): boolean => {
  // A string has at least as many UTF-16 units as code points, so the exact count is seldom needed.
  if (text.length <= characters) return false
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
