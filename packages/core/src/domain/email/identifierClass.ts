/**
 * The code points outside ASCII of which an email address may consist: those of the IdentifierClass of PRECIS (RFC 8264
 * §4.2) before the @, and those of IDNA 2008 (RFC 5892) after it. Both are derived from the properties of Unicode by the
 * same rules, so there is no table to keep.
 */

/** RFC 5892 §2.1, RFC 8264 §9.1: letters, marks and digits; and §2.6, §9.6: exceptions that are PVALID. */
const letterOrDigit = /^[\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\u06FD\u06FE\u0F0B\u3007]$/u

/** Exceptions that are disallowed (§2.6, §9.6), and the jamo that old Korean is spelled with (§2.9, §9.9). */
const disallowed = /[\u0640\u07FA\u302E\u302F\u3031-\u3035\u303B\u1100-\u11FF\uA960-\uA97C\uD7B0-\uD7FB]/

/** RFC 8264 §9.17: compatibility forms of other characters (`ﬁ`, `²`). */
export const isCompatibilityForm = (character: string): boolean => character.normalize("NFKC") !== character

/** Whether a visible character outside ASCII, in NFC, is valid in an identifier. */
export const isIdentifierCharacter = (character: string): boolean =>
  letterOrDigit.test(character) && !disallowed.test(character) && !isCompatibilityForm(character)

/** RFC 5892 §2.4: marks that make symbols. */
const symbolMark = /[\u20D0-\u20FF\u{1D100}-\u{1D24F}]/u

const asciiLettersAndDigits = /^[\p{ASCII}\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]*$/u

/**
 * A fast path for whole text in NFC: true only if each character outside ASCII is valid in an identifier and in a domain.
 * To look at each character takes ten times as long.
 */
export const hasOnlyIdentifierCharacters = (text: string): boolean =>
  asciiLettersAndDigits.test(text) &&
  !disallowed.test(text) &&
  !symbolMark.test(text) &&
  text.normalize("NFKC") === text

/** RFC 5892 §2.6 and §2.8: characters that are valid in some contexts only. */
const contextual: ReadonlySet<string> = new Set("\u00B7\u0375\u05F3\u05F4\u200C\u200D\u30FB")

/** Whether a character outside ASCII may stand in a label of a domain, if its context allows it. */
export const isDomainCharacter = (character: string): boolean =>
  contextual.has(character) || (isIdentifierCharacter(character) && !symbolMark.test(character))

/** The contexts of RFC 5892, Appendix A.3 to A.9; the joiners (A.1, A.2) are left to UTS 46. */
const contextRules: ReadonlyArray<(label: string) => RegExpExecArray | null> = [
  (label) => /(?<!l)\u00B7|\u00B7(?!l)/.exec(label),
  (label) => /\u0375(?!\p{Script=Greek})/u.exec(label),
  (label) => /(?<!\p{Script=Hebrew})[\u05F3\u05F4]/u.exec(label),
  (label) => (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(label) ? null : /\u30FB/.exec(label)),
  (label) => (/[\u06F0-\u06F9]/.test(label) ? /[\u0660-\u0669]/.exec(label) : null),
]

const contextDependent = /[\u00B7\u0375\u05F3\u05F4\u30FB\u0660-\u0669]/

/** The first character of a label that its context does not allow. */
export const findOutOfContext = (label: string): string | undefined => {
  if (!contextDependent.test(label)) return undefined
  for (const rule of contextRules) {
    const [character] = rule(label) ?? []
    if (character !== undefined) return character
  }
  return undefined
}
