import * as Result from "effect/Result"
import { CONTACT_JSON, MAX_RAW_URL } from "../domain/limits.ts"
import type { Place, Problems } from "../domain/Problem.ts"
import { type Normalized, type Rejection, reject } from "../domain/Rejection.ts"
import { isBlank } from "../domain/Text.ts"

/** An object whose values have not been checked. */
export type UncheckedFields = { readonly [field: string]: unknown }

const notAField: Rejection = { code: "unknown_property", message: "is not a known property" }

const isRequired: Rejection = { code: "required", message: "is required" }
const notText = reject("wrong_type", "must be a string")

const tooManyProperties: Rejection = {
  code: "too_many_values",
  message: `must have at most ${CONTACT_JSON.maxValues} properties`,
}

/** Text without visible characters means the same as null. Text that is too long for any field is not examined. */
const isAbsent = (input: unknown): boolean =>
  input === undefined || input === null || (typeof input === "string" && input.length <= MAX_RAW_URL && isBlank(input))

const MAX_FIELD_CHARACTERS = 100

/** The name of a property from outside, made safe for a response. */
export const asFieldName = (property: string): string => property.slice(0, MAX_FIELD_CHARACTERS).toWellFormed()

/** Reads the properties of one object, and adds what is wrong with each to the problems. */
export class FieldReader {
  readonly #fields: UncheckedFields
  readonly #problems: Problems
  readonly #place: Place
  #rejected = false

  /** `place` is the position of the contact being read; empty for the request itself. */
  constructor(fields: UncheckedFields, problems: Problems, place: Place = {}) {
    this.#fields = fields
    this.#problems = problems
    this.#place = place
  }

  get hasRejected(): boolean {
    return this.#rejected
  }

  reject(field: string, { code, message }: Rejection): void {
    this.#rejected = true
    if (this.#problems.isFull) this.#problems.omit()
    else this.#problems.add({ ...this.#place, field: asFieldName(field), code, message })
  }

  rejectUnknown(known: ReadonlySet<string>): void {
    const fields = Object.keys(this.#fields)
    if (fields.length > CONTACT_JSON.maxValues) {
      this.reject("index" in this.#place ? "contacts" : "body", tooManyProperties)
    } else {
      for (const field of fields) if (!known.has(field)) this.reject(field, notAField)
    }
  }

  /** The result of `check`; null if the value is absent, null or rejected. */
  value<A>(field: string, check: (input: unknown) => Normalized<A>): A | null {
    const input = this.#fields[field]
    if (isAbsent(input)) return null
    return this.take(field, check(input))
  }

  /** Like `value`, for a string. */
  text<A>(field: string, check: (input: string) => Normalized<A>): A | null {
    const input = this.#fields[field]
    if (isAbsent(input)) return null
    return this.take(field, typeof input === "string" ? check(input) : notText)
  }

  /** The value; null if it was rejected, which is then a problem of the field. */
  take<A>(field: string, checked: Normalized<A>): A | null {
    if (Result.isSuccess(checked)) return checked.success
    this.reject(field, checked.failure)
    return null
  }

  /** Like `text`, for a required string. */
  requiredText<A>(field: string, check: (input: string) => Normalized<A>): A | null {
    const input = this.#fields[field]
    if (isAbsent(input)) return this.take(field, Result.fail(isRequired))
    return this.take(field, typeof input === "string" ? check(input) : notText)
  }

  required(field: string): void {
    if (isAbsent(this.#fields[field])) this.reject(field, isRequired)
  }
}
