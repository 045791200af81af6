/** No known name is longer, so longer ones need not be normalized. */
const MAX_CHARACTERS = 100

const insignificant = /[\p{White_Space}\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}_\p{Pd}]/gu
const decoration = /[*:]+$/

/**
 * The name of a column, reduced to what decides whether it is known: without case, accents, white space, invisible
 * characters, hyphens, underscores, and colons or asterisks at the end. Null if it cannot be known.
 */
const foldName = (name: string): string | null => {
  if (name.length > MAX_CHARACTERS) return null
  return name.normalize("NFKD").toLowerCase().replace(insignificant, "").replace(decoration, "")
}

const numbers = /\d+/g

/** Like `foldName`, with `#` for each number, and empty if the name cannot be known. */
export const foldNumbers = (name: string): string => (foldName(name) ?? "").replace(numbers, "#")
