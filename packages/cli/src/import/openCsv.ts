import { type CsvHeader, type CsvOptions, type CsvSummary, type Problem, readCsv } from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import { flagSyntax } from "./csvFlags.ts"
import type { ImportFile } from "./ImportFile.ts"
import { ImportRejected, rejectProblems } from "./ImportRejected.ts"
import { type FoundFile, readFile } from "./readFile.ts"

/** What was detected about a CSV file, and which of its values cannot be stored. */
export interface CsvFindings {
  readonly header: CsvHeader
  readonly summary: CsvSummary
}

/** Opens a CSV file. It is read to its end first, so that nothing is sent if its columns are not understood. */
export const openCsv = Effect.fnUntraced(function* (file: FoundFile, csv: CsvOptions) {
  let header: CsvHeader | undefined
  let summary: CsvSummary = { unstored: [] }
  const listener = {
    syntax: flagSyntax,
    onHeader: (found: CsvHeader) => {
      header = found
    },
    onEnd: (found: CsvSummary) => {
      summary = found
    },
  }
  yield* Stream.runDrain(readCsv(readFile(file), csv, listener)).pipe(
    Effect.catchTag("InvalidRequest", ({ problems, omitted }) =>
      Effect.fail(rejectProblems(problems.map(ofFile), omitted)),
    ),
  )
  if (header === undefined || header.columns.length === 0) {
    return yield* new ImportRejected({ reason: "the file has no rows" })
  }
  return {
    name: file.name,
    mediaType: "text/csv",
    bytes: readFile(file),
    size: file.size,
    defaults: {},
    csv,
    findings: { header, summary },
    positions: "line",
  } satisfies ImportFile
})

/** Over HTTP the field is called `body`; here it is `file`. */
const ofFile = (problem: Problem): Problem => (problem.field === "body" ? { ...problem, field: "file" } : problem)
