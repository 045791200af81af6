/** Control characters except line feed and tab, direction characters, and Unicode's line separators. */
const unprintable = /(?![\n\t])\p{Cc}|[\p{Bidi_Control}\u2028\u2029]/gu

/** Most lines of a log have no such character, and to find that out takes a third of the time of looking for `unprintable`. */
const unusual = /[^\n\t -~]/

const replaceUnprintable = (text: string, replace: (character: string) => string): string =>
  unusual.test(text) ? text.replace(unprintable, replace) : text

/**
 * Removes what a terminal would obey or what would reorder the text around it. Everything the program prints passes
 * through here: text from a file, a server or the database must not be able to forge a line or to hide one.
 */
export const printable = (text: string): string => replaceUnprintable(text, () => "")

const MAX_CHARACTERS = 1000

/** Text from outside as part of one line: without line breaks, and cut off where nobody would read on. */
export const oneLine = (text: string): string => {
  const line = printable(text.slice(0, MAX_CHARACTERS).replace(/[\s\p{Cc}]+/gu, " ")).trim()
  return text.length > MAX_CHARACTERS ? `${line}…` : line
}

/** Escapes what `printable` would remove from JSON, so that no value changes. */
export const escapeUnprintable = (json: string): string =>
  replaceUnprintable(json, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)
