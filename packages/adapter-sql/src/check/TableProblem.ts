/** What is wrong with a table, or missing. */
export interface TableProblem {
  /** What is wrong, where, and why it matters. */
  readonly message: string
  /** The SQL that fixes it, if one statement does; null if there is something to decide. */
  readonly fix: string | null
}
