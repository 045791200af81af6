import { Effect, Stream } from "effect"
import { Csv } from "effect/encoding"
import { ImportRejected } from "./ImportRejected.ts"

/** The first row of a CSV file that is not empty. */
export interface CsvHeader {
  readonly columns: ReadonlyArray<string>
  /** The line on which it begins, from 1. */
  readonly line: number
  /** The number of bytes up to its end. */
  readonly length: number
  /** The number of line breaks in these bytes. */
  readonly lineBreaks: number
}

/** A header must end within this many bytes of its file. */
export const MAX_HEADER_BYTES = 1024 * 1024

/** Reads the header from the beginning of a file. */
export const parseCsvHeader = Effect.fnUntraced(function* (beginning: Uint8Array) {
  let lineBreaks = 0
  for (let start = 0; start < beginning.length; ) {
    const end = endOfRecord(beginning, start)
    const text = yield* decode(beginning.subarray(start, end))
    const line = lineBreaks + 1
    lineBreaks += text.match(/\r\n|\r|\n/g)?.length ?? 0
    const [columns = []] = yield* parseRecord(text)
    if (columns.some((column) => column !== "")) {
      return { columns, line, length: end, lineBreaks } satisfies CsvHeader
    }
    start = end
  }
  return yield* reject("the file has no rows")
})

/** A header of as many lines, so that the lines after it keep their numbers. */
export const renderCsvHeader = (fields: ReadonlyArray<string>, { lineBreaks }: CsvHeader): string =>
  `${"\n".repeat(Math.max(0, lineBreaks - 1))}${fields.join(",")}\n`

const QUOTE = 0x22
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** The index after the line break of the record that begins at `start`. */
const endOfRecord = (bytes: Uint8Array, start: number): number => {
  let isQuoted = false
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (byte === LINE_FEED) return i + 1
    else if (byte === CARRIAGE_RETURN) return bytes[i + 1] === LINE_FEED ? i + 2 : i + 1
  }
  return bytes.length
}

const decode = (bytes: Uint8Array) =>
  Effect.try({
    // Removes a byte order mark.
    try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    catch: () => new ImportRejected({ reason: "the file is not valid UTF-8" }),
  })

const parseRecord = (text: string) =>
  Stream.make(text).pipe(
    Stream.pipeThroughChannel(Csv.decodeString()),
    Stream.runCollect,
    Effect.catchIf(Csv.isCsvError, ({ message }) => reject(`the first row is not valid CSV: ${message}`)),
  )

const reject = (reason: string) => Effect.fail(new ImportRejected({ reason }))
