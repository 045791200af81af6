import type { ProblemCode } from "./ProblemCode.ts"

/** One thing that is wrong with a request. */
export interface Problem {
  /** The contact's place in the request, from 0; absent where the problem is the request's own. */
  readonly index?: number
  /** The line of a stream's source on which the contact begins, from 1. */
  readonly line?: number
  /** The property that is wrong; `contacts` for a contact that cannot be read at all, `body` for the whole request. */
  readonly field: string
  /** The id of the account or contact type that does not exist. */
  readonly id?: string
  readonly code: ProblemCode
  /** What is wrong and what to do, in a sentence that begins with `field`: `must be an email address`. */
  readonly message: string
}

/** The position of a contact; empty for the request itself. */
export type Place = Pick<Problem, "index" | "line">

/** What is wrong with a contact whose position is given elsewhere. */
export type ContactProblem = Omit<Problem, keyof Place>

/** Far more than anyone reads; a bound on what one hostile request makes the server hold. */
export const MAX_PROBLEMS = 10_000

/** How many problems the result of a lenient request lists. Less than `MAX_PROBLEMS`, because results are stored. */
export const MAX_DETAILS = 100

/** Collects problems in the order they are found: the first `limit` of them, and how many more there were. */
export class Problems {
  readonly items: Array<Problem> = []
  readonly limit: number
  #omitted = 0

  constructor(limit: number) {
    this.limit = limit
  }

  get omitted(): number {
    return this.#omitted
  }

  get isEmpty(): boolean {
    return this.items.length === 0
  }

  /** Whether further problems are only counted. */
  get isFull(): boolean {
    return this.items.length >= this.limit
  }

  /** Counts a problem that nobody will see, which costs less than to make it. */
  omit(): void {
    this.#omitted++
  }

  /** Adds a problem, or counts it if there are too many. */
  add(problem: Problem): void {
    if (this.items.length < this.limit) this.items.push(problem)
    else this.#omitted++
  }

  /** Adds problems that were collected elsewhere, and how many were omitted there. */
  addAll({ items, omitted }: { readonly items: ReadonlyArray<Problem>; readonly omitted: number }): void {
    for (const problem of items) this.add(problem)
    this.#omitted += omitted
  }
}

/** Joins the problems of contacts that were found in two passes, in the order of the contacts. */
export const mergeProblems = (one: Problems, other: Problems): Problems => {
  const merged = new Problems(one.limit)
  const items = [...one.items, ...other.items].sort((a, b) => (a.index ?? 0) - (b.index ?? 0))
  merged.addAll({ items, omitted: one.omitted + other.omitted })
  return merged
}
