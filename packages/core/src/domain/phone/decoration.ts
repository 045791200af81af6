import { invisible } from "../Text.ts"

const everyInvisible = new RegExp(invisible.source, "gu")

/** Full-width forms of ASCII characters: signs, digits, letters and the space. */
const fullWidth = /[\uFF01-\uFF5E\u3000]/g

const toAscii = (character: string): string =>
  character === "\u3000" ? " " : String.fromCharCode(character.charCodeAt(0) - 0xfee0)

/** A spreadsheet's way to keep a number as text: `="+49…"`. */
const formula = /^="([^"]*)"$/

/** Apostrophes that keep a spreadsheet from reading a formula, and schemes: RFC 3966, and that of lead forms (`p:+49…`). */
const prefix = /^(?:['’‘]|tel:|p:)\s*/i

/** Parentheses around the calling code: `(+49)`, `(0049)`. */
const enclosedCallingCode = /^\(\s*(\+|00)\s*(\d{1,3})\s*\)/

/** Removes what surrounds a phone number and is not a part of it. Full-width signs and digits become ASCII. */
export const removePhoneDecoration = (input: string): string => {
  let text = input.replace(everyInvisible, "").replace(fullWidth, toAscii).trim()
  for (;;) {
    const next = text.replace(formula, "$1").replace(prefix, "").trim()
    if (next === text) return text.replace(enclosedCallingCode, "$1$2 ")
    text = next
  }
}
