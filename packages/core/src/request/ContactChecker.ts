import { type InvalidContact, keepProblems, MAX_OUTCOME_PROBLEMS } from "../domain/InvalidContact.ts"
import { type Place, type Problem, Problems } from "../domain/Problem.ts"
import type { DefaultCountry } from "../domain/phone/DefaultCountry.ts"
import { type NormalizedContact, normalizeContact } from "./normalizeContact.ts"

/** A normalized contact, or what is wrong with it. */
export type CheckedContact = NormalizedContact | InvalidContact

export interface ContactCheckerOptions {
  readonly defaultCountry: DefaultCountry
  /** How many problems to collect. */
  readonly limit: number
  /** Whether each invalid contact keeps its problems for its outcome. */
  readonly outcomes: boolean
}

/** Normalizes contacts one by one, and collects what is wrong with them. */
export class ContactChecker {
  /** Of all contacts, in the order in which they were checked. */
  readonly problems: Problems
  readonly #options: ContactCheckerOptions
  #ofContact: Problems

  constructor(options: ContactCheckerOptions) {
    this.#options = options
    this.problems = new Problems(options.limit)
    this.#ofContact = this.#collect()
  }

  check(input: unknown, place: Place): CheckedContact {
    const contact = normalizeContact(input, place, this.#ofContact, this.#options.defaultCountry)
    return contact ?? this.#takeInvalid()
  }

  /** Takes a contact that is known to be invalid. */
  reject(problem: Problem): InvalidContact {
    this.#ofContact.add(problem)
    return this.#takeInvalid()
  }

  /** For the next contact: no more problems than there is room for. */
  #collect(): Problems {
    return new Problems(Math.max(this.#options.limit - this.problems.items.length, MAX_OUTCOME_PROBLEMS))
  }

  #takeInvalid(): InvalidContact {
    const found = this.#ofContact
    this.problems.addAll(found)
    this.#ofContact = this.#collect()
    return keepProblems(found, this.#options.outcomes)
  }
}
