import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import { oneLine } from "../../terminal/printable.ts"
import type { ImportOutcome } from "../destination.ts"
import type { ImportFile } from "../formats/ImportFile.ts"
import type { ImportRejected } from "../ImportRejected.ts"
import type { Output } from "./openOutput.ts"
import { pairResults, type RowResult } from "./RowResult.ts"
import { rejectsText } from "./rejectsRows.ts"
import { reportProblems, reportResults } from "./reportRows.ts"

/** The files that the user asked for. */
export interface Outputs {
  readonly report: Output | undefined
  readonly rejects: Output | undefined
}

/** Writes what became of each contact, and the invalid ones. */
export const writeResults = Effect.fnUntraced(function* <E>(
  { report, rejects }: Outputs,
  file: ImportFile,
  outcomes: Stream.Stream<ImportOutcome, E>,
  /** Whether the valid contacts were stored. */
  areStored: boolean,
) {
  const results = pairResults(file.rows, outcomes)
  if (report !== undefined) {
    const isReported = ({ outcome }: RowResult) => areStored || outcome.status === "invalid"
    yield* report.write(reportResults(file, results, isReported))
    yield* Console.error(oneLine(`The report is in ${report.path}`))
  }
  if (rejects !== undefined) {
    yield* rejects.write(rejectsText(file, results))
    const next = areStored
      ? "correct them there, and import that file"
      : "import the others with --lenient, correct these there, and import that file"
    yield* Console.error(oneLine(`The invalid contacts are in ${rejects.path}: ${next}`))
  }
})

/** Writes the problems that are known of a file that was rejected as a whole. */
export const writeProblems = Effect.fnUntraced(function* (
  { report, rejects }: Outputs,
  positions: ImportFile["positions"],
  error: ImportRejected,
) {
  if (report !== undefined) {
    yield* report.write(reportProblems(positions, error))
    yield* Console.error(oneLine(`The problems are in ${report.path}`))
  }
  if (rejects !== undefined) yield* Console.error(oneLine(`${rejects.path} was not written: no contact is at fault`))
})
