import * as Result from "effect/Result"
import { InvalidId } from "./InvalidId.ts"
import { MAX_IDENTIFIER } from "./limits.ts"
import { type Rejected, reject } from "./Rejection.ts"
import { describeCharacter, isBlank, isLongerThan, rejectUnstorable, tooLong, trim } from "./Text.ts"

/** Checks the id of something that is to be created. */
export const checkNewId = (kind: InvalidId["kind"], id: string): Result.Result<void, InvalidId> => {
  const rejected = rejectLabel(id)
  return rejected === null
    ? Result.void
    : Result.mapError(rejected, ({ message }) => new InvalidId({ kind, reason: message }))
}

/** Control characters (escape sequences and line breaks too), direction characters and line separators. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u

/**
 * Why text cannot be an id or a name that an operator chooses; null if it can be. Text that is accepted can be printed and
 * typed, and does not look like different text.
 */
export const rejectLabel = (text: string): Rejected | null => {
  if (isLongerThan(text, MAX_IDENTIFIER)) return tooLong(MAX_IDENTIFIER)
  const unstorable = rejectUnstorable(text)
  if (unstorable !== null) return unstorable
  const [forbidden] = unprintable.exec(text) ?? []
  if (forbidden !== undefined) return reject("invalid_character", `must not contain ${describeCharacter(forbidden)}`)
  if (isBlank(text)) return reject("required", "must not be empty")
  const trimmed = trim(text)
  if (trimmed === text) return null
  // Requests remove it from ids, so nobody could name this one.
  const [hidden = ""] = text.startsWith(trimmed) ? text.slice(trimmed.length) : text
  return reject("invisible_character", `must not begin or end with ${describeCharacter(hidden)}`)
}

const MAX_SHOWN = 300

/** An id from outside as part of a message, which must not become as long as the id. */
export const abbreviate = (id: string): string =>
  id.length > MAX_SHOWN ? `${id.slice(0, MAX_SHOWN).toWellFormed()}…` : id
