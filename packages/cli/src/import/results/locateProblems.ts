import type { StreamedContact } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ImportFile } from "../formats/ImportFile.ts"
import { placeOf } from "./problemPlace.ts"

interface IndexedProblem {
  readonly index?: number
  readonly line?: number
  readonly field: string
  readonly message: string
}

/** Finds the first `count` problems in the file, by reading it again up to the last of them. */
export const locateProblems = Effect.fnUntraced(function* <P extends IndexedProblem>(
  { rows, findings }: ImportFile,
  problems: ReadonlyArray<P>,
  count: number,
) {
  const wanted = new Set(problems.slice(0, count).flatMap(({ index }) => (index === undefined ? [] : [index])))
  const found = new Map<number, StreamedContact>()
  if (wanted.size > 0) {
    yield* Stream.zipWithIndex(rows).pipe(
      Stream.take(Math.max(...wanted) + 1),
      Stream.runForEach(([row, index]) => Effect.sync(() => wanted.has(index) && found.set(index, row))),
    )
  }
  return problems.map((problem) => {
    const row = problem.index === undefined ? undefined : found.get(problem.index)
    if (row === undefined) return problem
    const line = row.line === undefined ? {} : { line: row.line }
    const columns = findings?.columns ?? []
    if (!("problem" in row)) return { ...problem, ...line, ...placeOf(row, problem.field, columns) }
    // A row that could not be read was sent as something else.
    const { message } = row.problem
    return { ...problem, ...line, field: "contacts", message, ...placeOf(row, "contacts", columns) }
  })
})
