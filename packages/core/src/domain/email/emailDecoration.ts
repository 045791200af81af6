import { trim } from "../Text.ts"

/**
 * Removes what surrounds an address and is not a part of it: white space, invisible characters, angle brackets, and the
 * `mailto:` of a link, whose percent-encoding is decoded (RFC 6068 §2). A link with a query is not an address and stays.
 */
export const removeDecoration = (text: string): string => removeBrackets(removeScheme(removeBrackets(trim(text))))

const removeBrackets = (text: string): string =>
  text.startsWith("<") && text.endsWith(">") ? trim(text.slice(1, -1)) : text

const removeScheme = (text: string): string => {
  if (!/^mailto:/i.test(text) || text.includes("?")) return text
  try {
    return trim(decodeURIComponent(text.slice("mailto:".length)))
  } catch {
    return text
  }
}

/**
 * Maps full-width and half-width characters to the ordinary ones (RFC 8264 §5.2.1). Half-width jamo stay as they are: what
 * they map to is not allowed either.
 */
export const mapWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF9F\uFFE0-\uFFEE]/g, (character) => character.normalize("NFKC"))
