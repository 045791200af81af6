import type { ValueProblem } from "../protocol.ts"
import type { Texts } from "./en.ts"
import { explain } from "./explain.ts"
import { isolate } from "./isolate.ts"

/** What is wrong with which field. A contact that cannot be read, and a request, have no name that people know. */
export const explainField = (problem: ValueProblem, { columns, problems }: Texts): string => {
  const text = explain(problem, problems)
  if (problem.field === "contacts" || problem.field === "body") return text
  return `${columns.fields[problem.field] ?? isolate(problem.field)} ${text}`
}
