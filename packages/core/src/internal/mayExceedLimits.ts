import type { JsonLimits } from "./scanJson.ts"

/**
 * False if JSON text is certainly within `limits`. It checks nothing else, and therefore takes a small part of the time of
 * `JSON.parse`; `scanJson` takes as much again.
 */
export const mayExceedLimits = (text: string, limits: JsonLimits): boolean =>
  !isSmall(text, limits) && countsExceed(text, limits)

/** Text has no more values than characters (one more if it is cut off), and no more levels than opening brackets and braces. */
const isSmall = (text: string, { maxDepth, maxValues }: JsonLimits): boolean =>
  text.length < maxValues && count(text, "{", maxDepth) + count(text, "[", maxDepth) <= maxDepth

/** How often `character` occurs in `text`, counted up to one more than `most`. */
const count = (text: string, character: string, most: number): number => {
  let found = 0
  for (let at = text.indexOf(character); at !== -1 && found <= most; at = text.indexOf(character, at + 1)) found++
  return found
}

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
/** `[` and `{` differ in this bit alone, and so do `]` and `}`. */
const BRACE_BIT = 0x20
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/**
 * Counts levels and values outside of strings: every value but the first follows a comma or an opening bracket or brace.
 * It reads bytes, which takes a third of the time of reading a string's characters.
 */
const countsExceed = (text: string, { maxDepth, maxValues }: JsonLimits): boolean => {
  const bytes = new TextEncoder().encode(text)
  const end = bytes.length
  let values = 1
  let depth = 0
  for (let at = 0; at < end; at++) {
    const byte = bytes[at] as number
    if (byte === QUOTE) {
      for (at++; at < end && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++
    } else if (byte === COMMA) {
      if (++values > maxValues) return true
    } else if ((byte | BRACE_BIT) === OPENING_BRACE) {
      if (++depth > maxDepth || ++values > maxValues) return true
    } else if ((byte | BRACE_BIT) === CLOSING_BRACE) depth--
  }
  return false
}
