import { InvalidRequest } from "../domain/errors.ts"
import { MAX_PROBLEMS, type Problem, Problems } from "../domain/Problem.ts"
import type { Rejection } from "../domain/Rejection.ts"

/** A problem of the file as a whole. */
export const ofFile = (rejection: Rejection): Problem => ({ field: "body", ...rejection })

/** The error of a file with these problems. */
export const rejectionOf = (found: ReadonlyArray<Problem>): InvalidRequest => {
  const problems = new Problems(MAX_PROBLEMS)
  for (const problem of found) problems.add(problem)
  return new InvalidRequest({ problems: problems.items, omitted: problems.omitted })
}
