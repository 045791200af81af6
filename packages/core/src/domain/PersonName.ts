import { Result } from "effect"
import { type Normalized, reject } from "./Rejection.ts"
import { isLongerThan, isStorable, notStorable, tooLong } from "./Text.ts"

const MAX_CHARACTERS = 255

/** Words of Latin, Cyrillic or Han characters with one space between them: there is nothing to trim, to collapse or to compose. */
const plainName = (() => {
  const word = String.raw`[!-~\u00A1-\u02FF\u0400-\u0482\u1E00-\u1EFF\u4E00-\u9FFF]+`
  return new RegExp(`^${word}(?: ${word})*$`)
})()

const whiteSpace = /\s+/g
const controlCharacter = /\p{Cc}/u

/** Trims, collapses inner white space and composes (Unicode NFC). An empty name is absent: null. Idempotent. */
export const normalizePersonName = (input: string): Normalized<string | null> => {
  if (input.length <= MAX_CHARACTERS && plainName.test(input)) return Result.succeed(input)
  if (!isStorable(input)) return notStorable
  const name = input.normalize("NFC").trim().replace(whiteSpace, " ")
  if (name === "") return Result.succeed(null)
  if (controlCharacter.test(name)) return reject("invalid_character", "must not contain control characters")
  if (isLongerThan(name, MAX_CHARACTERS)) return tooLong(MAX_CHARACTERS)
  return Result.succeed(name)
}

export interface NameParts {
  readonly firstName: string
  readonly lastName: string
}

/**
 * A display name in its two parts: `Last, First` at the first comma, else the last word is the last name.
 * Either may be empty; nothing of the name is lost.
 */
export const splitDisplayName = (displayName: string): NameParts => {
  const name = displayName.trim()
  const comma = name.indexOf(",")
  if (comma >= 0) return { firstName: name.slice(comma + 1), lastName: name.slice(0, comma) }
  const lastWord = /\s(\S+)$/.exec(name)
  if (lastWord?.[1] === undefined) return { firstName: name, lastName: "" }
  return { firstName: name.slice(0, lastWord.index), lastName: lastWord[1] }
}
