import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"
import { rejection } from "../../CommandFailure.ts"
import { oneLine } from "../../terminal/printable.ts"
import { cannotRead, cannotWrite } from "../fileErrors.ts"
import { BEGINNING_BYTES, contradictionOf } from "./checkContent.ts"
import { type Format, formatOf, formats, isSpreadsheet, knownExtensions } from "./Format.ts"
import { inflate } from "./inflate.ts"
import { type FoundFile, findFile, readFile, requireUnchanged } from "./readFile.ts"

/** A file to import that can be read as often as necessary. */
interface Input {
  readonly file: FoundFile
  readonly format: Format
}

/**
 * Finds the file to import; `-` is the standard input. What can be read only once, or is compressed, is copied to a temporary file,
 * which is removed when the scope closes.
 */
export const openInput = Effect.fnUntraced(function* (path: string, given: Format | undefined) {
  const found = path === "-" ? yield* copyStandardInput(given) : yield* findFile(path)
  const file = isGzip(yield* beginningOf(found)) ? yield* inflated(found) : found
  if (given !== undefined) return { file, format: given } satisfies Input
  const format = formatOf(found.name)
  if (format === undefined) {
    return yield* rejection(
      isSpreadsheet(found.name)
        ? `${oneLine(path)}: spreadsheets of this type cannot be imported: save it as .xlsx or .csv`
        : `${oneLine(path)}: unknown file type: use one of ${knownExtensions}, or say what it is with --format`,
    )
  }
  const contradiction = contradictionOf(format, yield* beginningOf(file))
  if (contradiction !== undefined) return yield* rejection(`${oneLine(path)} ${contradiction}`)
  return { file, format } satisfies Input
})

const copyStandardInput = Effect.fnUntraced(function* (format: Format | undefined) {
  if (format === undefined) {
    return yield* rejection(`say what the standard input is: --format ${formats.join("|")}`)
  }
  const { stdin } = yield* Stdio.Stdio
  const path = yield* temporaryFile
  const fs = yield* FileSystem.FileSystem
  yield* stdin.pipe(
    Stream.mapError(cannotRead("standard input")),
    Stream.run(fs.sink(path, { mode: 0o600 })),
    Effect.catchTag("PlatformError", (error) => Effect.fail(cannotWrite(path)(error))),
  )
  return { ...(yield* findFile(path)), name: "standard input" }
})

const inflated = Effect.fnUntraced(function* (file: FoundFile) {
  const path = yield* temporaryFile
  yield* inflate(file, path)
  // The temporary copy does not change, but the file may have while it was inflated.
  yield* requireUnchanged(file)
  return { ...(yield* findFile(path)), name: file.name }
})

const temporaryFile = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const { join } = yield* Path.Path
  const directory = yield* Effect.mapError(
    fs.makeTempDirectoryScoped({ prefix: "bulk-contacts-" }),
    cannotWrite("the directory for temporary files"),
  )
  return join(directory, "input")
})

const beginningOf = (file: FoundFile) =>
  Effect.map(Stream.runCollect(readFile(file, { bytesToRead: BEGINNING_BYTES })), (pieces) =>
    Uint8Array.from(pieces.flatMap((piece) => [...piece])),
  )

/** The first bytes of every gzip file (RFC 1952). No other format begins with them. */
const GZIP = [0x1f, 0x8b]

const isGzip = (beginning: Uint8Array): boolean => GZIP.every((byte, i) => beginning[i] === byte)
