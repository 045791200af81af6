import { Predicate, Result } from "effect"
import type { JsonObject } from "./JsonObject.ts"
import { CONTACT_JSON, MAX_JSON_BYTES, MAX_JSON_DEPTH } from "./limits.ts"
import { type Normalized, type Rejected, reject } from "./Rejection.ts"
import { rejectUnstorable, utf8Length } from "./Text.ts"

/** A JSON object, kept as it was given: no key is interpreted. */
export const checkJsonObject = (input: unknown): Normalized<JsonObject> =>
  isPlainObject(input) ? checkLimits(input) : reject("wrong_type", "must be an object")

/** An array of JSON objects, kept as it was given. */
export const checkJsonObjects = (input: unknown): Normalized<ReadonlyArray<JsonObject>> => {
  if (!Array.isArray(input)) return notObjects
  if (input.length > CONTACT_JSON.maxValues) return tooManyValues
  return input.every(isPlainObject) ? checkLimits(input) : notObjects
}

const notObjects = reject("wrong_type", "must be an array of objects")
const notJson = reject("wrong_type", "must be JSON")
const notADouble = reject("invalid_number", "must not contain numbers beyond the range of a double")
const tooDeep = reject("too_deep", `must be at most ${MAX_JSON_DEPTH} levels deep`)
const tooLarge = reject("too_large", `must be at most ${MAX_JSON_BYTES} bytes of JSON`)
const tooManyValues = reject("too_many_values", `must have at most ${CONTACT_JSON.maxValues} JSON values`)

const checkLimits = <A extends object>(input: A): Normalized<A> => {
  const problem = new JsonChecker().check(input, 1)
  if (problem !== null) return problem
  return utf8Length(JSON.stringify(input)) > MAX_JSON_BYTES ? tooLarge : Result.succeed(input)
}

/** Finds the reason why a value cannot be stored as JSON. Stops looking once a limit is exceeded. */
class JsonChecker {
  #values = 0
  /** The UTF-16 units of all keys and strings: the JSON has at least as many bytes. */
  #characters = 0

  /** `depth` is the level the value stands on. */
  check(value: unknown, depth: number): Rejected | null {
    if (++this.#values > CONTACT_JSON.maxValues) return tooManyValues
    if (typeof value === "string") return this.#checkText(value)
    if (typeof value === "number") return Number.isFinite(value) ? null : notADouble
    if (typeof value === "boolean" || value === null) return null
    if (depth > MAX_JSON_DEPTH) return tooDeep
    if (Array.isArray(value)) return this.#checkItems(value, depth)
    return isPlainObject(value) ? this.#checkProperties(value, depth) : notJson
  }

  #checkItems(items: ReadonlyArray<unknown>, depth: number): Rejected | null {
    for (const item of items) {
      const problem = this.check(item, depth + 1)
      if (problem !== null) return problem
    }
    return null
  }

  #checkProperties(object: JsonObject, depth: number): Rejected | null {
    for (const key of Object.keys(object)) {
      const problem = this.#checkText(key) ?? this.check(object[key], depth + 1)
      if (problem !== null) return problem
    }
    return null
  }

  #checkText(text: string): Rejected | null {
    this.#characters += text.length
    return this.#characters > MAX_JSON_BYTES ? tooLarge : rejectUnstorable(text)
  }
}

const isPlainObject = (value: unknown): value is JsonObject => {
  if (!Predicate.isObject(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
