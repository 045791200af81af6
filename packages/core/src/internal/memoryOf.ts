import * as Predicate from "effect/Predicate"

/** An object or array with its place in what contains it; more than most take. */
const CONTAINER = 64
/** A text, in addition to its characters. */
const TEXT = 24
const SCALAR = 8

/** Longer texts are taken to have characters of two bytes. Names and addresses mostly have none. */
const SHORT_TEXT = 64

/** About how many bytes of memory values take in V8, with everything in them. Stops counting at `limit`. */
export const memoryOf = (values: ReadonlyArray<unknown>, limit: number): number => {
  const counted = [...values]
  let bytes = 0
  for (let i = 0; i < counted.length && bytes < limit; i++) {
    const value = counted[i]
    // The contacts of a request share their date.
    if (value === null || value === undefined || value instanceof Date) continue
    if (typeof value === "string") bytes += TEXT + value.length * (value.length > SHORT_TEXT ? 2 : 1)
    else if (Array.isArray(value) || Predicate.isObject(value)) {
      bytes += CONTAINER
      // The loop ends before it reaches more of them.
      counted.push(...Object.values(value).slice(0, limit / SCALAR))
    } else bytes += SCALAR
  }
  return bytes
}
