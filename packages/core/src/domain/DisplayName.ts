import { isNameSuffix } from "./nameSuffixes.ts"
import { rejectForbidden } from "./PersonName.ts"
import { trim } from "./Text.ts"

/** No name has more parts between commas. Suffixes are not searched for in the rest. */
const MAX_PARTS = 10

export interface NameParts {
  readonly firstName: string
  readonly lastName: string
}

/**
 * Splits a full name. `Last, First` has the last name before the comma; otherwise the last word is the last name. A
 * degree, a generational suffix or a legal form after a comma is never a first name: `Ada Lovelace, PhD` becomes `Ada`
 * and `Lovelace, PhD`. Either part may be empty; nothing of the name is lost.
 *
 * A name with a line break, or another character that names must not have, is not split: that character would be lost.
 */
export const splitDisplayName = (displayName: string): NameParts => {
  const name = trim(displayName)
  if (rejectForbidden(name) !== null) return { firstName: name, lastName: "" }
  if (!name.includes(",")) return splitAtLastWord(name)
  const [base = "", ...parts] = name.split(",").map((part) => part.trim())
  const suffixes: Array<string> = []
  const others: Array<string> = []
  for (const part of parts) (parts.length <= MAX_PARTS && isNameSuffix(part, base) ? suffixes : others).push(part)
  const suffix = suffixes.map((part) => `, ${part}`).join("")
  if (suffix === "" || others.some((part) => part !== "")) {
    return { firstName: others.join(", "), lastName: base + suffix }
  }
  const { firstName, lastName } = splitAtLastWord(base)
  return lastName === "" ? { firstName: firstName + suffix, lastName } : { firstName, lastName: lastName + suffix }
}

const splitAtLastWord = (name: string): NameParts => {
  const lastWord = /\s(\S+)$/.exec(name)
  if (lastWord === null) return { firstName: name, lastName: "" }
  return { firstName: name.slice(0, lastWord.index).trimEnd(), lastName: lastWord[1] ?? "" }
}
