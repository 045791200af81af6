/** Longer names are not compared word by word. */
const MAX_CHARACTERS = 600

/** Whether two cells have the same value. */
export const isSameText = (a: string, b: string): boolean =>
  a === b || a.trim().toLowerCase() === b.trim().toLowerCase()

/** Whether a full name has the words of a first and a last name, and no others: `Lovelace, Ada`. */
export const isWrittenAs = (fullName: string, firstName: string, lastName: string): boolean => {
  if (fullName === `${firstName} ${lastName}`) return true
  return fullName.length <= MAX_CHARACTERS && wordsOf(fullName) === wordsOf(`${firstName} ${lastName}`)
}

const wordsOf = (text: string): string =>
  text
    .slice(0, 2 * MAX_CHARACTERS)
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .sort()
    .join(" ")
