/**
 * Throws a `TypeError` if an object has other properties: a misspelled one would be ignored. `path` is where the mapping has
 * the object.
 */
export const checkKeys = (path: string, object: unknown, known: ReadonlyArray<string>): void => {
  if (typeof object !== "object" || object === null) throw new TypeError(`${path} must be an object`)
  const unknown = Object.keys(object).find((key) => !known.includes(key))
  if (unknown !== undefined)
    throw new TypeError(`${path}.${unknown} is not an option: ${path} takes ${known.join(", ")}`)
}
