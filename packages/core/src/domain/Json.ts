import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import type { JsonObject } from "./JsonObject.ts"
import { CONTACT_JSON, MAX_JSON_BYTES, MAX_JSON_DEPTH } from "./limits.ts"
import { type Normalized, type Rejected, reject } from "./Rejection.ts"
import { rejectUnstorable, utf8Length } from "./Text.ts"

/** A copy of a JSON object as it was given: no key is interpreted. */
export const checkJsonObject = (input: unknown): Normalized<JsonObject> =>
  isPlainObject(input) ? copyWithinLimits(input) : reject("wrong_type", "must be an object")

/** A copy of an array of JSON objects as they were given. */
export const checkJsonObjects = (input: unknown): Normalized<ReadonlyArray<JsonObject>> => {
  if (!Array.isArray(input)) return notObjects
  if (input.length > CONTACT_JSON.maxValues) return tooManyValues
  return input.every(isPlainObject) ? copyWithinLimits(input) : notObjects
}

const notObjects = reject("wrong_type", "must be an array of objects")
const notJson = reject("wrong_type", "must be JSON")
const notADouble = reject("invalid_number", "must not contain numbers beyond the range of a double")
const tooDeep = reject("too_deep", `must be at most ${MAX_JSON_DEPTH} levels deep`)
const tooLarge = reject("too_large", `must be at most ${MAX_JSON_BYTES} bytes of JSON`)
const tooManyValues = reject("too_many_values", `must have at most ${CONTACT_JSON.maxValues} JSON values`)

const copyWithinLimits = <A extends object>(input: A): Normalized<A> => {
  const copier = new JsonCopier()
  const copy = copier.copy(input, 1) as A
  if (copier.problem !== null) return copier.problem
  return utf8Length(JSON.stringify(copy)) > MAX_JSON_BYTES ? tooLarge : Result.succeed(copy)
}

/**
 * Copies a value, unless it cannot be stored as JSON. Each part is read once, so that the copy is what was checked,
 * whatever the owner of the original does to it. Stops once a limit is exceeded.
 */
class JsonCopier {
  /** Why the value cannot be stored. The copy is not complete then. */
  problem: Rejected | null = null
  #values = 0
  /** The UTF-16 units of all keys and strings: the JSON has at least as many bytes. */
  #characters = 0

  /** `depth` is the level the value stands on. */
  copy(value: unknown, depth: number): unknown {
    if (++this.#values > CONTACT_JSON.maxValues) return this.#reject(tooManyValues)
    if (typeof value === "string") return this.#copyText(value)
    if (typeof value === "number") return Number.isFinite(value) ? value : this.#reject(notADouble)
    if (typeof value === "boolean" || value === null) return value
    if (depth > MAX_JSON_DEPTH) return this.#reject(tooDeep)
    if (Array.isArray(value)) return this.#copyItems(value, depth)
    return isPlainObject(value) ? this.#copyProperties(value, depth) : this.#reject(notJson)
  }

  #copyItems(items: ReadonlyArray<unknown>, depth: number): ReadonlyArray<unknown> {
    const { length } = items
    if (length > CONTACT_JSON.maxValues) return [this.#reject(tooManyValues)]
    // A list that grows has room for seventeen items as soon as it has one.
    return Array.from({ length }, (_, i) => (this.problem === null ? this.copy(items[i], depth + 1) : undefined))
  }

  #copyProperties(object: JsonObject, depth: number): JsonObject {
    const copies: Record<string, unknown> = {}
    for (const key of Object.keys(object)) {
      if (this.#copyText(key) === undefined) break
      const value = this.copy(object[key], depth + 1)
      if (this.problem !== null) break
      // An assignment would set the prototype.
      if (key === "__proto__") Object.defineProperty(copies, key, { ...ownProperty, value })
      else copies[key] = value
    }
    return copies
  }

  #copyText(text: string): string | undefined {
    this.#characters += text.length
    const problem = this.#characters > MAX_JSON_BYTES ? tooLarge : rejectUnstorable(text)
    return problem === null ? text : this.#reject(problem)
  }

  #reject(problem: Rejected): undefined {
    this.problem = problem
  }
}

const ownProperty = { configurable: true, enumerable: true, writable: true }

const isPlainObject = (value: unknown): value is JsonObject => {
  if (!Predicate.isObject(value)) return false
  const prototype = Object.getPrototypeOf(value)
  // Only `Object.prototype` has none itself, also that of another realm: Jest has one of its own for each test file.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
