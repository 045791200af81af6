/** The path under which a host mounts the API. `/` is the root. */
export type Prefix = `/${string}`

/** One spelling, and no character that means something in a pattern of a router. */
const valid = /^(\/[\w.~-]+)+$/

/** Returns the prefix. Throws a `TypeError` if no path of a request could begin with it. */
export const checkPrefix = (prefix: unknown): Prefix => {
  if (prefix === "/") return prefix
  const isPath = typeof prefix === "string" && valid.test(prefix) && !/\/\.{1,2}(\/|$)/.test(prefix)
  if (isPath) return prefix as Prefix
  throw new TypeError(
    "`prefix` must be a path such as /crm: it begins with a slash, does not end with one, and consists of letters, " +
      "digits and the characters - . _ ~",
  )
}
