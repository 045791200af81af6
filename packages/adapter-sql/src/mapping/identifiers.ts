/** How a dialect writes the names of tables and columns. */
export type Quote = (name: string) => string

/** SQL:1999 quotes, also SQLite's. */
export const doubleQuotes: Quote = (name) => `"${name.replaceAll('"', '""')}"`

export const backticks: Quote = (name) => `\`${name.replaceAll("`", "``")}\``

/** The longest name that every supported database keeps whole. */
const MAX_NAME_LENGTH = 63

/** Throws a `TypeError` that says which name of the mapping is not one. `path` is where the mapping has it. */
export const checkName = (path: string, name: unknown): string => {
  if (typeof name !== "string" || name === "") throw new TypeError(`${path} must be the name of a column or table`)
  if (/\p{Cc}/u.test(name)) throw new TypeError(`${path} must not contain control characters`)
  // Some drivers would put a parameter in its place, even inside quotes.
  if (name.includes("?")) throw new TypeError(`${path} must not contain question marks`)
  if (name.length > MAX_NAME_LENGTH) throw new TypeError(`${path} must have at most ${MAX_NAME_LENGTH} characters`)
  return name
}
