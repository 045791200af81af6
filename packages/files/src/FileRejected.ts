import { InvalidRequest, type Problem, type ProblemCode } from "@bulk-contacts/core"

/** Ends reading a file that cannot be read as a whole. */
export class FileRejected extends Error {
  readonly problem: Problem

  constructor(code: ProblemCode, message: string, field = "body") {
    super(message)
    this.problem = { field, code, message }
  }
}

/** The error of a file with these problems. */
export const invalidFile = (...problems: ReadonlyArray<Problem>): InvalidRequest =>
  new InvalidRequest({ problems, omitted: 0 })
