import { Effect, Stream } from "effect"
import type { ImportOutcome, SkippedOutcome } from "./destination.ts"
import { type ImportFile, readContacts } from "./ImportFile.ts"
import type { ImportRefused } from "./ImportRefused.ts"
import type { Report } from "./Report.ts"

/** Reports the contacts that were skipped, each with where it is in the file and why. */
export const reportSkipped = Effect.fnUntraced(function* <E>(
  report: Report,
  file: ImportFile,
  outcomes: Stream.Stream<ImportOutcome, E>,
) {
  const { places } = file
  const lines = places === "line" ? yield* readLines(file) : undefined
  const placeOf = (index: number) => lines?.[index] ?? index
  const rows = outcomes.pipe(
    Stream.filter(isSkipped),
    Stream.map((outcome) => {
      const first = outcome.reason === "duplicate_in_request" ? placeOf(outcome.duplicateOf) : ""
      const existing = outcome.reason === "already_exists" ? (outcome.id ?? "") : ""
      return [placeOf(outcome.index), outcome.email, outcome.reason, first, existing]
    }),
  )
  yield* report.write([places, "email", "reason", `first_${places}`, "existing_id"], rows)
})

const isSkipped = (outcome: ImportOutcome): outcome is SkippedOutcome => outcome.status === "skipped"

/** The line of each contact. The file is read once more for it: a server is told what it says, and not where. */
const readLines = (file: ImportFile) =>
  Stream.runFold(
    readContacts(file, file.bytes),
    (): Array<number> => [],
    (lines, { line }) => {
      lines.push(line ?? 0)
      return lines
    },
  )

/** Reports what a file was refused for. */
export const reportProblems = (report: Report, places: ImportFile["places"], { problems }: ImportRefused) =>
  report.write(
    [places, "field", "code", "message"],
    Stream.map(Stream.fromIterable(problems), (problem) => [
      problem[places] ?? "",
      problem.field,
      problem.code,
      problem.message,
    ]),
  )
