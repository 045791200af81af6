/** The parameters of a query. One that is given several times has all of its values. */
type Query = Readonly<Record<string, string | Array<string>>>

interface ReadQuery {
  readonly parameters: Query
  /** The names of the parameters that cannot be decoded, as they were sent. */
  readonly unreadable: ReadonlyArray<string>
}

/**
 * Reads the query of a request target as a form encodes it: `+` is a space, except in the values of `withPlus`, in which
 * nobody means a space. Unlike the parsers of the platform, it does not replace what is not UTF-8 or not an escape.
 */
export const readQuery = (target: string, withPlus: ReadonlySet<string>): ReadQuery => {
  const start = target.indexOf("?")
  if (start === -1) return none
  // Without a prototype, every name is a name.
  const parameters: Record<string, string | Array<string>> = Object.create(null)
  const unreadable: Array<string> = []
  for (const pair of target.slice(start + 1).split("&")) {
    if (pair === "") continue
    const equals = pair.indexOf("=")
    const encodedName = equals === -1 ? pair : pair.slice(0, equals)
    const name = decode(encodedName.replaceAll("+", " "))
    const encodedValue = equals === -1 ? "" : pair.slice(equals + 1)
    const value = decode(withPlus.has(name ?? "") ? encodedValue : encodedValue.replaceAll("+", " "))
    if (name === undefined || value === undefined) unreadable.push(name ?? encodedName)
    else add(parameters, name, value)
  }
  return { parameters, unreadable }
}

const none: ReadQuery = { parameters: Object.create(null), unreadable: [] }

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const add = (parameters: Record<string, string | Array<string>>, name: string, value: string): void => {
  const earlier = parameters[name]
  if (earlier === undefined) parameters[name] = value
  else if (Array.isArray(earlier)) earlier.push(value)
  else parameters[name] = [earlier, value]
}
