import type { BulkCreateDefaults } from "@bulk-contacts/core"
import { Console, Effect } from "effect"
import { oneLine } from "../terminal/printable.ts"
import type { Destination, ImportResult } from "./destination.ts"
import type { ImportFile } from "./formats/ImportFile.ts"
import { type FileOptions, openFile } from "./formats/openFile.ts"
import { ImportProgress } from "./ImportProgress.ts"
import type { ImportRejected } from "./ImportRejected.ts"
import { findingsText, leftOutText, rejectionText } from "./messages.ts"
import { openReport } from "./Report.ts"
import { reportProblems, reportSkipped } from "./reportRows.ts"
import { showProgress } from "./showProgress.ts"

export interface ImportOptions {
  /** The file, or `-` for the standard input. */
  readonly path: string
  /** How the file is read. */
  readonly fileOptions: FileOptions
  readonly destination: Destination
  /** They override the defaults that the file itself contains. */
  readonly defaults: BulkCreateDefaults
  readonly defaultCountry?: string
  readonly dryRun: boolean
  /** Whether to leave out invalid contacts. */
  readonly lenient: boolean
  readonly report: string | undefined
  readonly printResult: (result: ImportResult) => Effect.Effect<void>
}

/** Imports a file, shows the progress and reports the result. */
export const runImport = Effect.fnUntraced(function* ({
  path,
  fileOptions,
  destination,
  defaults,
  defaultCountry,
  dryRun,
  lenient,
  ...options
}: ImportOptions) {
  const report = options.report === undefined ? undefined : yield* openReport(options.report, path)
  const reportRejection = (positions: ImportFile["positions"]) => (error: ImportRejected) =>
    Effect.gen(function* () {
      yield* Console.error(`bulk-contacts: ${rejectionText(path, positions, error)}`)
      if (report === undefined) return
      yield* reportProblems(report, positions, error)
      yield* Console.error(oneLine(`The problems are in ${report.path}`))
    })

  const file: ImportFile = yield* Effect.tapErrorTag(
    openFile(path, fileOptions),
    "ImportRejected",
    reportRejection("line"),
  )
  if (file.findings !== undefined) yield* Console.error(findingsText(file.name, file.findings))
  const progress = yield* ImportProgress.start(file.size)
  const lines: Array<number> = []
  const outcomes = report !== undefined
  const job = {
    file,
    defaults: { ...file.defaults, ...defaults },
    options: { dryRun, outcomes, lenient, ...(defaultCountry !== undefined && { defaultCountry }) },
    progress,
    lines,
  }
  const result = yield* destination.send(job).pipe(
    showProgress(file.name, progress),
    Effect.onInterrupt(() =>
      Console.error(
        dryRun || !progress.hasEnded
          ? "Stopped: nothing was stored"
          : `Stopped: the contacts may have been stored. ${destination.repeat}`,
      ),
    ),
    Effect.tapErrorTag("ImportRejected", reportRejection(file.positions)),
  )
  yield* options.printResult(result)
  if (result.details !== undefined) yield* Console.error(leftOutText(file.positions, result))
  if (report === undefined) return
  if (result.outcomes === undefined) {
    return yield* Console.error("No report was written: the stored result of an earlier import has no outcomes")
  }
  yield* reportSkipped(report, file.positions, lines, result.outcomes, lenient)
  yield* Console.error(oneLine(`The skipped${lenient ? " and invalid" : ""} contacts are in ${report.path}`))
})
