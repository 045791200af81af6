import { type BulkCreateDefaults, type CsvOptions, readCsv, readNdjson } from "@bulk-contacts/core"
import { Effect, type FileSystem, Path, Stream } from "effect"
import { type CommandFailure, rejection } from "../CommandFailure.ts"
import { flagSyntax } from "./csvFlags.ts"
import { ImportRejected } from "./ImportRejected.ts"
import { MAX_DEPTH, parseJsonFile } from "./jsonFile.ts"
import { type CsvFindings, openCsv } from "./openCsv.ts"
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
  /** How a CSV file is read, and what was detected about it. */
  readonly csv?: CsvOptions
  readonly findings?: CsvFindings
  /** How positions in the file are counted: by line, from 1, or by array index, from 0. */
  readonly positions: "line" | "index"
}

/** Opens a file by its extension. `csv` says how a CSV file is read, and is rejected for other files. */
export const openImportFile = Effect.fnUntraced(function* (path: string, csv: CsvOptions = {}) {
  const { extname } = yield* Path.Path
  const extension = extname(path).toLowerCase()
  const file = Effect.suspend(() => findFile(path))
  if (csvExtensions.includes(extension)) return yield* openCsv(yield* file, csv)
  const open = openers[extension]
  if (open === undefined) {
    return yield* rejection(`${path}: unsupported file type; use a .csv, .ndjson or .json file`)
  }
  if (Object.keys(csv).length > 0) {
    return yield* rejection(
      `${path}: --map, --ignore, --keep-rest, --encoding, --separator and --header are for CSV only`,
    )
  }
  return yield* open(yield* file)
})

const csvExtensions = [".csv", ".tsv", ".txt"]

const openNdjson = (file: FoundFile) =>
  Effect.succeed({
    name: file.name,
    mediaType: "application/x-ndjson",
    bytes: readFile(file),
    size: file.size,
    defaults: {},
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
    positions: "index",
  } satisfies ImportFile
})

const toNdjson = (contacts: ReadonlyArray<unknown>) =>
  Effect.try({
    try: () => Buffer.from(contacts.map((contact) => `${JSON.stringify(contact)}\n`).join("")),
    // A RangeError: `parseJson` does not look at the depth of short text.
    catch: () => new ImportRejected({ reason: `the file must be at most ${MAX_DEPTH} levels deep` }),
  })

const openers: Readonly<Record<string, typeof openNdjson | typeof openJson>> = {
  ".ndjson": openNdjson,
  ".jsonl": openNdjson,
  ".json": openJson,
}

/** Reads the contacts of a file from its bytes. */
export const readContacts = <E, R>({ mediaType, csv }: ImportFile, bytes: Stream.Stream<Uint8Array, E, R>) =>
  mediaType === "text/csv" ? readCsv(bytes, csv, { syntax: flagSyntax }) : readNdjson(bytes)

const PIECE_BYTES = 64 * 1024

function* piecesOf(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}
