import { type BulkCreateDefaults, readCsv, readNdjson } from "@bulk-contacts/core"
import { ByteSize, Effect, FileSystem, Path, Stream } from "effect"
import { CommandFailure } from "../CommandFailure.ts"
import { type ColumnMatch, matchColumns, problemsOfColumns } from "./columns.ts"
import { MAX_HEADER_BYTES, parseCsvHeader, renderCsvHeader } from "./csvHeader.ts"
import { cannotRead } from "./fileErrors.ts"
import { refuseProblems } from "./ImportRefused.ts"
import { parseJsonFile } from "./jsonFile.ts"

/** A file of contacts, brought to one of the two forms that are streamed. */
export interface ImportFile {
  readonly name: string
  readonly mediaType: "text/csv" | "application/x-ndjson"
  /** Can be read any number of times. */
  readonly bytes: Stream.Stream<Uint8Array, CommandFailure>
  /** How many bytes that is. */
  readonly size: number
  /** What the file itself says of all its contacts. */
  readonly defaults: BulkCreateDefaults
  /** The columns of CSV; else empty. */
  readonly columns: ReadonlyArray<ColumnMatch>
  /** What a place in the file is called: a line of it, from 1, or an index of its array, from 0. */
  readonly places: "line" | "index"
}

/** Opens a file by the ending of its name. One whose columns are no fields is refused. */
export const openImportFile = Effect.fnUntraced(function* (path: string) {
  const { basename, extname } = yield* Path.Path
  const open = openers[extname(path).toLowerCase()]
  if (open === undefined) {
    return yield* new CommandFailure({ message: `${path}: must be a .csv, .ndjson or .json file` })
  }
  const fs = yield* FileSystem.FileSystem
  const { type, size } = yield* Effect.mapError(fs.stat(path), cannotRead(path))
  if (type !== "File") return yield* new CommandFailure({ message: `${path}: is no file` })
  return yield* open({ path, name: basename(path), size: Number(size) })
})

interface FoundFile {
  readonly path: string
  readonly name: string
  readonly size: number
}

const openCsv = Effect.fnUntraced(function* ({ path, name, size }: FoundFile) {
  const beginning = yield* Stream.runCollect(yield* readFrom(path, 0, MAX_HEADER_BYTES))
  const header = yield* parseCsvHeader(Buffer.concat(beginning))
  const columns = matchColumns(header.columns)
  const problems = problemsOfColumns(columns, header.line)
  if (problems.length > 0) return yield* refuseProblems(problems)
  const fields = columns.flatMap(({ field }) => field ?? [])
  const rendered = new TextEncoder().encode(renderCsvHeader(fields, header))
  const rows = yield* readFrom(path, header.length)
  return {
    name,
    mediaType: "text/csv",
    bytes: Stream.concat(Stream.make(rendered), rows),
    size: rendered.length + size - header.length,
    defaults: {},
    columns,
    places: "line",
  } satisfies ImportFile
})

const openNdjson = Effect.fnUntraced(function* ({ path, name, size }: FoundFile) {
  const bytes = yield* readFrom(path, 0)
  const mediaType = "application/x-ndjson"
  return { name, mediaType, bytes, size, defaults: {}, columns: [], places: "line" } satisfies ImportFile
})

const openJson = Effect.fnUntraced(function* ({ path, name }: FoundFile) {
  const pieces = yield* Stream.runCollect(yield* readFrom(path, 0))
  const { contacts, defaults } = yield* parseJsonFile(Buffer.concat(pieces))
  const lines = Buffer.from(contacts.map((contact) => `${JSON.stringify(contact)}\n`).join(""))
  return {
    name,
    mediaType: "application/x-ndjson",
    bytes: Stream.fromIterable(piecesOf(lines)),
    size: lines.length,
    defaults,
    columns: [],
    places: "index",
  } satisfies ImportFile
})

const openers: Readonly<Record<string, typeof openCsv | typeof openNdjson | typeof openJson>> = {
  ".csv": openCsv,
  ".ndjson": openNdjson,
  ".json": openJson,
}

/** Reads the contacts of a file. */
export const readContacts = <E, R>({ mediaType }: ImportFile, bytes: Stream.Stream<Uint8Array, E, R>) =>
  mediaType === "text/csv" ? readCsv(bytes) : readNdjson(bytes)

const readFrom = (path: string, offset: number, bytesToRead?: number) =>
  Effect.map(FileSystem.FileSystem, (fs) =>
    fs
      .stream(path, {
        offset: ByteSize.bytes(offset),
        ...(bytesToRead !== undefined && { bytesToRead: ByteSize.bytes(bytesToRead) }),
      })
      .pipe(Stream.mapError(cannotRead(path))),
  )

const PIECE_BYTES = 64 * 1024

function* piecesOf(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}
