import fc from "fast-check"

/** There are no characters from U+D800 to U+DFFF: they are the halves of pairs. */
const SURROGATES = 0x800
const BEFORE_SURROGATES = 0xd800

const toText = (index: number): string => String.fromCodePoint(index < BEFORE_SURROGATES ? index : index + SURROGATES)

const toIndex = (text: unknown): number => {
  const codePoint = typeof text === "string" && text.isWellFormed() ? text.codePointAt(0) : undefined
  if (codePoint === undefined || text !== String.fromCodePoint(codePoint)) throw new Error("not a code point")
  return codePoint < BEFORE_SURROGATES ? codePoint : codePoint - SURROGATES
}

/**
 * Any code point of Unicode, for `fc.string({ unit: codePoint })`. fast-check's own unit "binary" generates the same, but makes
 * a table of all code points first, which takes a second in each process.
 */
export const codePoint = fc.nat({ max: 0x10_ffff - SURROGATES }).map(toText, toIndex)
