import { Effect, Stream } from "effect"
import type { ImportOutcome, SkippedOutcome } from "./destination.ts"
import type { ImportFile } from "./ImportFile.ts"
import type { ImportRejected } from "./ImportRejected.ts"
import type { Report } from "./Report.ts"

/** Reports the contacts that were skipped, each with its position in the file and the reason. */
export const reportSkipped = Effect.fnUntraced(function* <E>(
  report: Report,
  positions: ImportFile["positions"],
  /** The line of each contact, if positions are lines. */
  lines: ReadonlyArray<number>,
  outcomes: Stream.Stream<ImportOutcome, E>,
) {
  const positionOf = (index: number) => (positions === "line" ? (lines[index] ?? "") : index)
  const rows = outcomes.pipe(
    Stream.filter(isSkipped),
    Stream.map((outcome) => {
      const first = outcome.reason === "duplicate_in_request" ? positionOf(outcome.duplicateOf) : ""
      const existing = outcome.reason === "already_exists" ? (outcome.id ?? "") : ""
      return [positionOf(outcome.index), outcome.email, outcome.reason, first, existing]
    }),
  )
  yield* report.write([positions, "email", "reason", `first_${positions}`, "existing_id"], rows)
})

const isSkipped = (outcome: ImportOutcome): outcome is SkippedOutcome => outcome.status === "skipped"

/** Reports why a file was rejected. */
export const reportProblems = (report: Report, positions: ImportFile["positions"], { problems }: ImportRejected) =>
  report.write(
    [positions, "field", "code", "message"],
    Stream.map(Stream.fromIterable(problems), (problem) => [
      problem[positions] ?? "",
      problem.field,
      problem.code,
      problem.message,
    ]),
  )
