import type { ContactProblem, Problems } from "./Problem.ts"

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

/** An invalid contact. It keeps its problems only if its outcome will show them. */
export const keepProblems = ({ items, omitted }: Problems, outcomes: boolean): InvalidContact =>
  outcomes
    ? {
        problems: items.slice(0, MAX_OUTCOME_PROBLEMS).map(({ index: _, line: __, ...problem }) => problem),
        omitted: Math.max(0, items.length - MAX_OUTCOME_PROBLEMS) + omitted,
      }
    : withoutProblems

const withoutProblems: InvalidContact = { problems: [], omitted: 0 }
