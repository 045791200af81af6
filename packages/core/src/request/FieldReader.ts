import { Result } from "effect"
import type { Place, Problems } from "../domain/Problem.ts"
import { type Normalized, type Rejection, reject } from "../domain/Rejection.ts"

/** An object before any of its values was looked at. */
export type UncheckedFields = { readonly [field: string]: unknown }

const notAField: Rejection = { code: "unknown_property", message: "is not a known property" }

const isRequired: Rejection = { code: "required", message: "is required" }
const notText = reject("wrong_type", "must be a string")

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
    for (const field of Object.keys(this.#fields)) {
      if (!known.has(field)) this.refuse(asFieldName(field), notAField)
    }
  }

  /** What `check` makes of the value; null where it is absent, null or refused. */
  value<A>(field: string, check: (input: unknown) => Normalized<A>): A | null {
    const input = this.#fields[field]
    if (input === undefined || input === null) return null
    return this.#taken(field, check(input))
  }

  /** Like `value`, of a string. */
  text<A>(field: string, check: (input: string) => Normalized<A>): A | null {
    const input = this.#fields[field]
    if (input === undefined || input === null) return null
    return this.#taken(field, typeof input === "string" ? check(input) : notText)
  }

  #taken<A>(field: string, checked: Normalized<A>): A | null {
    if (Result.isSuccess(checked)) return checked.success
    this.refuse(field, checked.failure)
    return null
  }

  required(field: string): void {
    if (this.#fields[field] === undefined || this.#fields[field] === null) this.refuse(field, isRequired)
  }
}
