/** A constructor of branded strings: only the compiler tells them from others. */
export const makeBrand = <Branded extends string>(name: string) => ({
  /** Brands a string. Throws a `TypeError` if it is given anything else, for callers that no compiler checks. */
  make: (text: string): Branded => {
    if (typeof text !== "string") throw new TypeError(`${name} must be a string, not ${typeof text}`)
    return text as Branded
  },
})
