import * as Result from "effect/Result"
import { MAX_LOCAL_PART } from "../limits.ts"
import { type Normalized, reject } from "../Rejection.ts"
import { describeCharacter, utf8Length } from "../Text.ts"
import { hasOnlyIdentifierCharacters, isCompatibilityForm, isIdentifierCharacter } from "./identifierClass.ts"

/** What other programs make of `İ` when they convert it to lower case. */
const dottedI = /i\u0307+/g

const quoted = /^"((?:[^"\\]|\\.)*)"$/su

/** RFC 5322 §3.2.3, RFC 6531 §3.3: what needs no quotes. */
const dotAtom = /^[^\s"(),.:;<>@[\\\]]+(?:\.[^\s"(),.:;<>@[\\\]]+)*$/

/** Removes quotes and backslashes that have no effect (RFC 5321 §4.1.2), and checks the characters outside ASCII. */
export const normalizeLocalPart = (localPart: string): Normalized<string> => {
  // A lower-case letter may have a composed form where its capital has none (U+01F0).
  const text = withoutNeedlessQuotes(localPart.replace(dottedI, "i").normalize("NFC"))
  if (text.length > MAX_LOCAL_PART) return tooLongLocalPart
  if (!hasOnlyIdentifierCharacters(text)) {
    for (const character of text) {
      if (character > "\x7f" && !isIdentifierCharacter(character)) return rejectCharacter(character)
    }
  }
  return utf8Length(text) > MAX_LOCAL_PART ? tooLongLocalPart : Result.succeed(text)
}

const withoutNeedlessQuotes = (localPart: string): string => {
  const [, content] = quoted.exec(localPart) ?? []
  if (content === undefined) return localPart
  const meaning = content.replace(/\\(.)/gsu, "$1")
  return dotAtom.test(meaning) ? meaning : `"${meaning.replace(/["\\]/g, "\\$&")}"`
}

const tooLongLocalPart = reject("too_long", `must have at most ${MAX_LOCAL_PART} bytes before the @`)

const rejectCharacter = (character: string) =>
  reject(
    "invalid_email",
    `must not contain ${describeCharacter(character)} before the @: ${
      isCompatibilityForm(character) && /[\p{L}\p{N}]/u.test(character)
        ? "write it as the letters it stands for"
        : "outside ASCII, only letters, marks and digits are allowed"
    }`,
  )
