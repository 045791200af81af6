import type { BulkCreateDefaults } from "@bulk-contacts/core"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import type { Destination, ImportJob, ImportResult } from "./destination.ts"
import type { ImportFile } from "./formats/ImportFile.ts"
import { type FileOptions, openFile } from "./formats/openFile.ts"
import { ImportProgress } from "./ImportProgress.ts"
import type { ImportRejected } from "./ImportRejected.ts"
import { importName } from "./importName.ts"
import { findingsText, leftOutText, MAX_PROBLEMS, rejectionText } from "./messages.ts"
import { previewText } from "./preview.ts"
import { locateProblems } from "./results/locateProblems.ts"
import { openOutput } from "./results/openOutput.ts"
import { type Outputs, writeProblems, writeResults } from "./results/writeResults.ts"
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
  /** Whether to show the first contacts as they will be stored. */
  readonly preview: boolean
  /** Where to write what became of each contact, and the invalid ones. */
  readonly report: string | undefined
  readonly rejects: string | undefined
  readonly printResult: (result: ImportResult) => Effect.Effect<void>
}

/** Imports a file, shows the progress and reports the result. */
export const runImport = Effect.fnUntraced(function* (options: ImportOptions) {
  const { path, destination, defaults, defaultCountry, dryRun, lenient } = options
  const outputs: Outputs = {
    report: options.report === undefined ? undefined : yield* openOutput("--report", options.report, path),
    rejects: options.rejects === undefined ? undefined : yield* openOutput("--rejects", options.rejects, path),
  }
  const file: ImportFile = yield* openFile(path, options.fileOptions).pipe(
    Effect.tapErrorTag("ImportRejected", (error) =>
      Effect.andThen(
        Console.error(`bulk-contacts: ${rejectionText(path, "line", error)}`),
        writeProblems(outputs, "line", error),
      ),
    ),
  )
  if (file.findings !== undefined) yield* Console.error(findingsText(file.name, file.findings))
  if (options.preview) {
    // A file that cannot be read is rejected when it is sent.
    const preview = yield* Effect.catchTag(previewText(file, defaultCountry), "ImportRejected", () =>
      Effect.succeed(""),
    )
    if (preview !== "") yield* Console.error(preview)
  }
  const progress = yield* ImportProgress.start(file.size)
  const outcomes = outputs.report !== undefined || outputs.rejects !== undefined
  const job = {
    file,
    defaults: { ...file.defaults, ...defaults },
    options: {
      dryRun,
      outcomes,
      lenient,
      ...(defaultCountry !== undefined && { defaultCountry }),
      ...(!dryRun && { import: importName(file.name) }),
    },
    progress,
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
    Effect.tapErrorTag("ImportRejected", (error) => explainRejection(path, outputs, destination, job, error)),
  )
  yield* options.printResult(result)
  if (result.details !== undefined) {
    const located = yield* locateProblems(file, result.details, MAX_PROBLEMS)
    yield* Console.error(leftOutText(file.positions, result, located))
  }
  if (!outcomes) return
  if (result.outcomes === undefined) {
    return yield* Console.error("No report was written: the stored result of an earlier import has no outcomes")
  }
  yield* writeResults(outputs, file, result.outcomes, true)
})

/**
 * Shows why the contacts of a file were rejected, and writes all of their problems: a rejection lists the first ones only, so
 * the file is checked again, without storing anything, for the outcome of each contact.
 */
const explainRejection = Effect.fnUntraced(function* (
  path: string,
  outputs: Outputs,
  destination: Destination,
  job: ImportJob,
  error: ImportRejected,
) {
  const { file } = job
  const problems = yield* locateProblems(file, error.problems, MAX_PROBLEMS)
  yield* Console.error(
    `bulk-contacts: ${rejectionText(path, file.positions, { reason: error.reason, omitted: error.omitted, problems })}`,
  )
  if (!job.options.outcomes) return
  const progress = yield* ImportProgress.start(file.size)
  const { import: _, ...options } = { ...job.options, dryRun: true, lenient: true }
  const checked = yield* Effect.option(destination.send({ ...job, options, progress }))
  const outcomes = checked._tag === "Some" ? checked.value.outcomes : undefined
  if (outcomes === undefined) return yield* writeProblems(outputs, file.positions, error)
  yield* writeResults(outputs, file, outcomes, false)
})
