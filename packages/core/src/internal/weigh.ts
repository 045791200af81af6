import * as Predicate from "effect/Predicate"

/** What each value takes, in addition to a text's characters. */
const VALUE_WEIGHT = 40

/**
 * About how much memory values take, with everything in them, in bytes. Stops counting at `limit`. It decides which
 * contacts are a batch, and thereby the fingerprints that are stored with idempotency keys: it must not change.
 */
export const weigh = (values: ReadonlyArray<unknown>, limit: number): number => {
  const counted = [...values]
  let weight = 0
  for (let i = 0; i < counted.length && weight < limit; i++) {
    const value = counted[i]
    if (value === null || value === undefined) continue
    weight += VALUE_WEIGHT + (typeof value === "string" ? value.length : 0)
    if (Array.isArray(value)) counted.push(...value.slice(0, limit / VALUE_WEIGHT))
    else if (Predicate.isObject(value)) counted.push(...Object.values(value).slice(0, limit / VALUE_WEIGHT))
  }
  return weight
}
