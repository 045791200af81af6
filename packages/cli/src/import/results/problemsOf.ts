import type { RowResult } from "./RowResult.ts"

interface ContactProblem {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** What is wrong with a contact. A row that could not be read is sent as something else, so its own problem counts. */
export const problemsOf = ({ row, outcome }: RowResult): ReadonlyArray<ContactProblem> => {
  if (outcome.status !== "invalid") return []
  return "problem" in row ? [{ field: "contacts", ...row.problem }] : outcome.problems
}
