import { Effect, FileSystem, PlatformError, Stream } from "effect"
import { Csv } from "effect/encoding"
import { CommandFailure, rejection } from "../CommandFailure.ts"
import { printable } from "../terminal/printable.ts"
import { cannotWrite } from "./fileErrors.ts"

export type ReportRow = ReadonlyArray<string | number>

/** A CSV file that exists as a whole once it is written, or not at all. */
export interface Report {
  readonly path: string
  readonly write: <E>(header: ReportRow, rows: Stream.Stream<ReportRow, E>) => Effect.Effect<void, E | CommandFailure>
}

/**
 * Makes sure that a report can be written to the path before there is anything to report. It replaces an earlier
 * report, but never `input`.
 */
export const openReport = Effect.fnUntraced(function* (path: string, input: string) {
  const fs = yield* FileSystem.FileSystem
  const existing = yield* Effect.option(fs.stat(path))
  if (existing._tag === "Some") {
    if (existing.value.type !== "File") return yield* new CommandFailure({ message: `${path}: not a file` })
    // An input that does not exist cannot be overwritten.
    const [here, there] = yield* Effect.all([
      fs.realPath(path),
      Effect.orElseSucceed(fs.realPath(input), () => ""),
    ]).pipe(Effect.mapError(cannotWrite(path)))
    if (here === there) {
      return yield* rejection(`${path}: the report would overwrite the file to import; choose another --report`)
    }
  }
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  yield* Effect.acquireRelease(
    Effect.mapError(fs.writeFile(temporary, new Uint8Array(), { flag: "wx" }), cannotWrite(path)),
    () => Effect.ignore(fs.remove(temporary, { force: true })),
  )
  return {
    path,
    write: <E>(header: ReportRow, rows: Stream.Stream<ReportRow, E>) =>
      Stream.make(header).pipe(
        Stream.concat(rows),
        Stream.map((row) => row.map((cell) => guard(String(cell)))),
        Stream.pipeThroughChannel(Csv.encode<E>()),
        Stream.run(fs.sink(temporary)),
        Effect.andThen(fs.rename(temporary, path)),
        Effect.catchIf(PlatformError.isPlatformError, (error) => Effect.fail(cannotWrite(path)(error))),
      ),
  } satisfies Report
})

/** Spreadsheets take a cell that begins like this for a formula, and the content of a file cannot be trusted. */
const guard = (cell: string): string => {
  const text = printable(cell)
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
