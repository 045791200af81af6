/** A small mistake in the code, and the tests that must notice it. */
export interface Mutation {
  /** What the code does wrong then. */
  readonly mistake: string
  /** A file, or a folder in which exactly one file has `text`. */
  readonly in: string
  /** Occurs exactly once. Short, so that it outlives a change of the code around it. */
  readonly text: string
  /** What stands in its place. */
  readonly mutant: string
  /** Test files. At least one test of them fails. */
  readonly tests: ReadonlyArray<string>
}
