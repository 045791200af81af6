import { Predicate, Result } from "effect"
import type { JsonObject } from "./JsonObject.ts"
import { type Normalized, type Rejection, reject } from "./Rejection.ts"
import { isStorable, notStorable, utf8Length } from "./Text.ts"

const MAX_BYTES = 16 * 1024
const MAX_DEPTH = 16

type Rejected = Result.Result<never, Rejection>

const tooDeep = reject("too_deep", `must be at most ${MAX_DEPTH} levels deep`)
const notADouble = reject("invalid_number", "must not contain numbers beyond the range of a double")
const notJson = reject("wrong_type", "must be JSON")

/** A JSON object, kept as it was given: no key is interpreted. */
export const checkJsonObject = (input: unknown): Normalized<JsonObject> =>
  isPlainObject(input) ? checkLimits(input) : reject("wrong_type", "must be an object")

/** An array of JSON objects, kept as it was given. */
export const checkJsonObjects = (input: unknown): Normalized<ReadonlyArray<JsonObject>> =>
  Array.isArray(input) && input.every(isPlainObject)
    ? checkLimits(input)
    : reject("wrong_type", "must be an array of objects")

const checkLimits = <A extends object>(input: A): Normalized<A> => {
  const problem = findProblem(input, 1)
  if (problem !== null) return problem
  return utf8Length(JSON.stringify(input)) > MAX_BYTES
    ? reject("too_large", `must be at most ${MAX_BYTES} bytes of JSON`)
    : Result.succeed(input)
}

/** What keeps a value from being JSON that is stored as it is, or null. `depth` is the level the value stands on. */
const findProblem = (value: unknown, depth: number): Rejected | null => {
  if (typeof value === "string") return isStorable(value) ? null : notStorable
  if (typeof value === "number") return Number.isFinite(value) ? null : notADouble
  if (typeof value === "boolean" || value === null) return null
  if (depth > MAX_DEPTH) return tooDeep
  if (Array.isArray(value)) return firstProblem(value, depth)
  if (!isPlainObject(value)) return notJson
  return Object.keys(value).every(isStorable) ? firstProblem(Object.values(value), depth) : notStorable
}

const firstProblem = (values: ReadonlyArray<unknown>, depth: number): Rejected | null => {
  for (const value of values) {
    const problem = findProblem(value, depth + 1)
    if (problem !== null) return problem
  }
  return null
}

const isPlainObject = (value: unknown): value is JsonObject => {
  if (!Predicate.isObject(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
