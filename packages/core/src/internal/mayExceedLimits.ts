import type { JsonLimits } from "./scanJson.ts"

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPENING_BRACKET = 0x5b
const CLOSING_BRACKET = 0x5d
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/**
 * False if JSON text is certainly within `limits`. It checks nothing else, and therefore takes a small part of the time of
 * `JSON.parse`; `scanJson` takes as much again. Every value but the first follows a comma or an opening bracket or brace.
 */
export const mayExceedLimits = (text: string, { maxDepth, maxValues }: JsonLimits): boolean => {
  let values = 1
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at)
        break
      case OPENING_BRACKET:
      case OPENING_BRACE:
        if (++depth > maxDepth || ++values > maxValues) return true
        break
      case COMMA:
        if (++values > maxValues) return true
        break
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        depth--
        break
    }
  }
  return false
}

/** The offset of the quote that ends the string that begins at `start`; the text's length if there is none. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) return at
    at += unit === BACKSLASH ? 2 : 1
  }
  return at
}
