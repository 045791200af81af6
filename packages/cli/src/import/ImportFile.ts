import { type BulkCreateDefaults, readCsv, readNdjson } from "@bulk-contacts/core"
import { Effect, type FileSystem, Path, Stream } from "effect"
import { type CommandFailure, rejection } from "../CommandFailure.ts"
import { type ColumnMatch, matchColumns, problemsOfColumns } from "./columns.ts"
import { MAX_HEADER_BYTES, parseCsvHeader, renderCsvHeader } from "./csvHeader.ts"
import { ImportRejected, rejectProblems } from "./ImportRejected.ts"
import { MAX_DEPTH, parseJsonFile } from "./jsonFile.ts"
import { type FoundFile, findFile, readFile } from "./readFile.ts"

/** A file of contacts, converted to one of the two formats that can be streamed. */
export interface ImportFile {
  readonly name: string
  readonly mediaType: "text/csv" | "application/x-ndjson"
  /** Fails if the file changes while it is read. */
  readonly bytes: Stream.Stream<Uint8Array, CommandFailure, FileSystem.FileSystem | Path.Path>
  /** The number of bytes. */
  readonly size: number
  /** Defaults for all contacts that the file itself contains. */
  readonly defaults: BulkCreateDefaults
  /** The columns of a CSV file, otherwise empty. */
  readonly columns: ReadonlyArray<ColumnMatch>
  /** How positions in the file are counted: by line, from 1, or by array index, from 0. */
  readonly positions: "line" | "index"
}

/** Opens a file by its extension. A CSV file is rejected if its columns are not fields. */
export const openImportFile = Effect.fnUntraced(function* (path: string) {
  const { extname } = yield* Path.Path
  const open = openers[extname(path).toLowerCase()]
  if (open === undefined) {
    return yield* rejection(`${path}: unsupported file type; use a .csv, .ndjson or .json file`)
  }
  return yield* open(yield* findFile(path))
})

const openCsv = Effect.fnUntraced(function* (file: FoundFile) {
  const beginning = yield* Stream.runCollect(readFile(file, { bytesToRead: MAX_HEADER_BYTES }))
  const header = yield* parseCsvHeader(Buffer.concat(beginning))
  const columns = matchColumns(header.columns)
  const problems = problemsOfColumns(columns, header.line)
  if (problems.length > 0) return yield* rejectProblems(problems)
  const fields = columns.flatMap(({ field }) => field ?? [])
  const rendered = new TextEncoder().encode(renderCsvHeader(fields, header))
  return {
    name: file.name,
    mediaType: "text/csv",
    bytes: Stream.concat(Stream.make(rendered), readFile(file, { offset: header.length })),
    size: rendered.length + file.size - header.length,
    defaults: {},
    columns,
    positions: "line",
  } satisfies ImportFile
})

const openNdjson = (file: FoundFile) =>
  Effect.succeed({
    name: file.name,
    mediaType: "application/x-ndjson",
    bytes: readFile(file),
    size: file.size,
    defaults: {},
    columns: [],
    positions: "line",
  } satisfies ImportFile)

const openJson = Effect.fnUntraced(function* (file: FoundFile) {
  const pieces = yield* Stream.runCollect(readFile(file))
  const { contacts, defaults } = yield* parseJsonFile(Buffer.concat(pieces))
  const lines = yield* toNdjson(contacts)
  return {
    name: file.name,
    mediaType: "application/x-ndjson",
    bytes: Stream.fromIterable(piecesOf(lines)),
    size: lines.length,
    defaults,
    columns: [],
    positions: "index",
  } satisfies ImportFile
})

const toNdjson = (contacts: ReadonlyArray<unknown>) =>
  Effect.try({
    try: () => Buffer.from(contacts.map((contact) => `${JSON.stringify(contact)}\n`).join("")),
    // A RangeError: `parseJson` does not look at the depth of short text.
    catch: () => new ImportRejected({ reason: `the file must be at most ${MAX_DEPTH} levels deep` }),
  })

const openers: Readonly<Record<string, typeof openCsv | typeof openNdjson | typeof openJson>> = {
  ".csv": openCsv,
  ".ndjson": openNdjson,
  ".json": openJson,
}

/** Reads the contacts of a file from its bytes. */
export const readContacts = <E, R>({ mediaType }: ImportFile, bytes: Stream.Stream<Uint8Array, E, R>) =>
  mediaType === "text/csv" ? readCsv(bytes) : readNdjson(bytes)

const PIECE_BYTES = 64 * 1024

function* piecesOf(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}
