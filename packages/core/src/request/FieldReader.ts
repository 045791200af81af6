import { Result } from "effect"
import { CONTACT_JSON, MAX_RAW_URL } from "../domain/limits.ts"
import type { Place, Problems } from "../domain/Problem.ts"
import { type Normalized, type Rejection, reject } from "../domain/Rejection.ts"
import { isBlank } from "../domain/Text.ts"

/** An object before any of its values was looked at. */
export type UncheckedFields = { readonly [field: string]: unknown }

const notAField: Rejection = { code: "unknown_property", message: "is not a known property" }

const isRequired: Rejection = { code: "required", message: "is required" }
const notText = reject("wrong_type", "must be a string")

const tooManyProperties: Rejection = {
  code: "too_many_values",
  message: `must have at most ${CONTACT_JSON.maxValues} properties`,
}

/** Text with nothing to see in it means the same as null. Text that is too long for every field is not looked at. */
const isAbsent = (input: unknown): boolean =>
  input === undefined || input === null || (typeof input === "string" && input.length <= MAX_RAW_URL && isBlank(input))

const MAX_FIELD_CHARACTERS = 100

/** The name of a property from outside, fit to be answered. */
export const asFieldName = (property: string): string => property.slice(0, MAX_FIELD_CHARACTERS).toWellFormed()

/** Reads the properties of one object, and adds what is wrong with each to the problems. */
export class FieldReader {
  readonly #fields: UncheckedFields
  readonly #problems: Problems
  readonly #place: Place
  #refused = false

  /** `place` is that of the contact that is read; absent for the request itself. */
  constructor(fields: UncheckedFields, problems: Problems, place: Place = {}) {
    this.#fields = fields
    this.#problems = problems
    this.#place = place
  }

  get hasRefused(): boolean {
    return this.#refused
  }

  refuse(field: string, { code, message }: Rejection): void {
    this.#refused = true
    this.#problems.add({ ...this.#place, field, code, message })
  }

  refuseUnknown(known: ReadonlySet<string>): void {
    const fields = Object.keys(this.#fields)
    if (fields.length > CONTACT_JSON.maxValues) {
      this.refuse("index" in this.#place ? "contacts" : "body", tooManyProperties)
    } else {
      for (const field of fields) if (!known.has(field)) this.refuse(asFieldName(field), notAField)
    }
  }

  /** What `check` makes of the value; null where it is absent, null or refused. */
  value<A>(field: string, check: (input: unknown) => Normalized<A>): A | null {
    const input = this.#fields[field]
    if (isAbsent(input)) return null
    return this.take(field, check(input))
  }

  /** Like `value`, of a string. */
  text<A>(field: string, check: (input: string) => Normalized<A>): A | null {
    const input = this.#fields[field]
    if (isAbsent(input)) return null
    return this.take(field, typeof input === "string" ? check(input) : notText)
  }

  /** The value; null if it was rejected, which is then a problem of the field. */
  take<A>(field: string, checked: Normalized<A>): A | null {
    if (Result.isSuccess(checked)) return checked.success
    this.refuse(field, checked.failure)
    return null
  }

  /** Like `text`, of a string that must not be absent. */
  requiredText<A>(field: string, check: (input: string) => Normalized<A>): A | null {
    const input = this.#fields[field]
    if (isAbsent(input)) return this.take(field, Result.fail(isRequired))
    return this.take(field, typeof input === "string" ? check(input) : notText)
  }

  required(field: string): void {
    if (isAbsent(this.#fields[field])) this.refuse(field, isRequired)
  }
}
