import { Effect, Stream } from "effect"
import type { ImportOutcome, InvalidOutcome, SkippedOutcome } from "./destination.ts"
import type { ImportFile } from "./formats/ImportFile.ts"
import type { ImportRejected } from "./ImportRejected.ts"
import type { Report, ReportRow } from "./Report.ts"

/**
 * Reports the contacts that were skipped, each with its position in the file and the reason; of a lenient import also
 * those that were left out, with a row for each problem, whose code is the reason.
 */
export const reportSkipped = Effect.fnUntraced(function* <E>(
  report: Report,
  positions: ImportFile["positions"],
  /** The line of each contact, if positions are lines. */
  lines: ReadonlyArray<number>,
  outcomes: Stream.Stream<ImportOutcome, E>,
  lenient: boolean,
) {
  const positionOf = (index: number) => (positions === "line" ? (lines[index] ?? "") : index)
  const skippedRow = (outcome: SkippedOutcome) => {
    const first = outcome.reason === "duplicate_in_request" ? positionOf(outcome.duplicateOf) : ""
    const existing = outcome.reason === "already_exists" ? (outcome.id ?? "") : ""
    return [positionOf(outcome.index), outcome.email, outcome.reason, first, existing]
  }
  const invalidRows = ({ index, problems }: InvalidOutcome) =>
    problems.map(({ field, code, message }) => [positionOf(index), "", code, "", "", field, message])
  const rows = outcomes.pipe(
    Stream.filter((outcome): outcome is SkippedOutcome | InvalidOutcome => outcome.status !== "created"),
    Stream.map(
      (outcome): ReadonlyArray<ReportRow> =>
        outcome.status === "skipped" ? [skippedRow(outcome)] : invalidRows(outcome),
    ),
    Stream.flattenIterable,
  )
  const header = [positions, "email", "reason", `first_${positions}`, "existing_id"]
  yield* report.write(lenient ? [...header, "field", "message"] : header, rows)
})

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
