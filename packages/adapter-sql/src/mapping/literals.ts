/** A constant of the mapping as an SQL literal. Its column gives it its type, so that it may also be an enum or a date. */
export const literal = (path: string, value: unknown): string => {
  if (value === null) return "null"
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return String(value)
  if (typeof value !== "string") throw new TypeError(`${path} must be a string, a finite number, a boolean or null`)
  // Databases disagree on what a backslash means, and some drivers put a parameter in the place of a question mark.
  if (/[\\?\p{Cc}]/u.test(value))
    throw new TypeError(`${path} must not contain backslashes, question marks or control characters`)
  return `'${value.replaceAll("'", "''")}'`
}
