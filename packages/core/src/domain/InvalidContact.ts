import type { ContactProblem } from "./Problem.ts"

/** A contact that cannot be created, and why. It stands where the contact would. */
export interface InvalidContact {
  /** The first `MAX_OUTCOME_PROBLEMS`; empty if no outcome will show them. */
  readonly problems: ReadonlyArray<ContactProblem>
  /** How many problems are not in the list. */
  readonly omitted: number
}

/** More than a contact without unknown properties can have: enough to fix it, and a bound on the size of a result. */
export const MAX_OUTCOME_PROBLEMS = 20

export const isInvalid = (contact: object | InvalidContact): contact is InvalidContact => "problems" in contact
