import { type Rejected, reject } from "../Rejection.ts"
import { describeCharacter, invisible } from "../Text.ts"

const hidden = /[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu

/** Rejects white space, control characters and what is invisible. Joiners after the @ are left to the rules of domains. */
export const rejectHidden = (text: string, at: number): Rejected | null => {
  for (const { 0: character, index } of text.matchAll(hidden)) {
    if (index > at && isJoiner(character)) continue
    if (invisible.test(character)) return rejectInvisible(character)
    const name = describeCharacter(character)
    return reject(
      "invalid_email",
      `must not contain ${/\p{White_Space}/u.test(character) ? `white space (${name})` : name}`,
    )
  }
  return null
}

export const isJoiner = (character: string): boolean => character === "\u200C" || character === "\u200D"

export const rejectInvisible = (character: string): Rejected =>
  reject("invisible_character", `must not contain ${describeCharacter(character)}, which is invisible`)
