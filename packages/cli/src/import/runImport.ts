import type { BulkCreateDefaults } from "@bulk-contacts/core"
import { Console, Effect } from "effect"
import type { Destination, ImportResult } from "./destination.ts"
import { type ImportFile, openImportFile } from "./ImportFile.ts"
import { ImportProgress } from "./ImportProgress.ts"
import type { ImportRefused } from "./ImportRefused.ts"
import { columnsText, refusalText } from "./messages.ts"
import { openReport } from "./Report.ts"
import { reportProblems, reportSkipped } from "./reportRows.ts"
import { showProgress } from "./showProgress.ts"

export interface ImportOptions {
  readonly path: string
  readonly destination: Destination
  /** They win over what the file itself says of all its contacts. */
  readonly defaults: BulkCreateDefaults
  readonly dryRun: boolean
  readonly report: string | undefined
  /** Says what became of it. */
  readonly printResult: (result: ImportResult) => Effect.Effect<void>
}

/** Imports a file, shows how far it is, and reports what came of it. */
export const runImport = Effect.fnUntraced(function* ({
  path,
  destination,
  defaults,
  dryRun,
  ...options
}: ImportOptions) {
  const report = options.report === undefined ? undefined : yield* openReport(options.report, path)
  const tellRefusal = (places: ImportFile["places"]) => (refusal: ImportRefused) =>
    Effect.gen(function* () {
      yield* Console.error(`bulk-contacts: ${refusalText(path, places, refusal)}`)
      if (report === undefined) return
      yield* reportProblems(report, places, refusal)
      yield* Console.error(`What is wrong with it: ${report.path}`)
    })

  const file = yield* Effect.tapErrorTag(openImportFile(path), "ImportRefused", tellRefusal("line"))
  if (file.columns.length > 0) yield* Console.error(columnsText(file.name, file.columns))
  const progress = yield* ImportProgress.start(file.size)
  const job = { file, defaults: { ...file.defaults, ...defaults }, dryRun, outcomes: report !== undefined, progress }
  const result = yield* destination.send(job).pipe(
    showProgress(file.name, progress),
    Effect.onInterrupt(() =>
      Console.error(
        dryRun || !progress.hasEnded
          ? "Stopped: nothing was stored"
          : `Stopped while it was being stored. ${destination.repeat}`,
      ),
    ),
    Effect.tapErrorTag("ImportRefused", tellRefusal(file.places)),
  )
  yield* options.printResult(result)
  if (report === undefined) return
  if (result.outcomes === undefined) return yield* Console.error("There is no report of an import that was done before")
  yield* reportSkipped(report, file, result.outcomes)
  yield* Console.error(`What was skipped, and why: ${report.path}`)
})
