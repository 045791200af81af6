import { Effect, Stream } from "effect"
import { Csv } from "effect/encoding"
import type { InvalidRequest } from "../domain/errors.ts"
import { MAX_PROBLEMS, Problems } from "../domain/Problem.ts"
import { asFieldName, isRequired, notAField } from "../request/FieldReader.ts"
import { refuseProblems } from "../request/normalizeRequest.ts"
import { contactFields } from "../request/parseContactInput.ts"
import { lineTooLong, MAX_LINE_CHARACTERS } from "./ndjson.ts"
import type { StreamedContact } from "./StreamedContact.ts"
import { decodeUtf8 } from "./utf8.ts"

/**
 * Reads CSV (RFC 4180) in UTF-8. The first row names the fields of the object form; an empty cell is an absent value.
 * `accountIds` is one id, or a JSON array of them; `customFieldValues` and `metadata` are JSON.
 *
 * Rows of nothing but empty cells are passed over. A column that is no field, or is there twice, fails the stream before
 * any contact is read; `fieldOf` tells the field of a column that is named otherwise. Behind a row of which the quotes are
 * wrong, nothing can be read.
 */
export const readCsv = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  fieldOf: (column: string) => string = (column) => column.trim(),
): Stream.Stream<StreamedContact, E | InvalidRequest, R> =>
  byLine(decodeUtf8(bytes)).pipe(
    Stream.pipeThroughChannel(Csv.decodeString<E>({ maxRecordSize: MAX_LINE_CHARACTERS })),
    Stream.mapAccumArrayEffect(
      () => new CsvReader(fieldOf),
      (reader, rows) => Effect.map(reader.read(rows), (contacts) => [reader, contacts] as const),
    ),
    Stream.catchIf(Csv.isCsvError, ({ kind, line, message }) =>
      Stream.succeed({
        line,
        problem:
          kind === "RecordSize"
            ? lineTooLong
            : { code: "invalid_csv" as const, message: `is not valid CSV: ${message}. Later lines were not read` },
      }),
    ),
  )

/** One at a time: of what the parser gets in one piece with a line that is torn, it gives nothing. */
const byLine = <E, R>(text: Stream.Stream<string, E, R>): Stream.Stream<string, E, R> =>
  text.pipe(
    Stream.flatMap((piece) => Stream.fromIterable(piece.split(/(?<=\n)/))),
    Stream.rechunk(1),
  )

class CsvReader {
  readonly #fieldOf: (column: string) => string
  #fields: ReadonlyArray<string> | undefined
  #line = 1

  constructor(fieldOf: (column: string) => string) {
    this.#fieldOf = fieldOf
  }

  read(rows: ReadonlyArray<Csv.Row>): Effect.Effect<ReadonlyArray<StreamedContact>, InvalidRequest> {
    const contacts: Array<StreamedContact> = []
    for (const row of rows) {
      const line = this.#line
      this.#line += linesOf(row)
      if (row.every((cell) => cell === "")) continue
      if (this.#fields !== undefined) contacts.push(readRow(row, this.#fields, line))
      else {
        this.#fields = row.map(this.#fieldOf)
        const problems = problemsOfHeader(this.#fields, line)
        if (!problems.isEmpty) return Effect.as(refuseProblems(problems), contacts)
      }
    }
    return Effect.succeed(contacts)
  }
}

const problemsOfHeader = (fields: ReadonlyArray<string>, line: number): Problems => {
  const problems = new Problems(MAX_PROBLEMS)
  const seen = new Set<string>()
  for (const column of fields) {
    const field = asFieldName(column)
    if (seen.has(column)) problems.add({ line, field, code: "duplicate_column", message: "appears twice" })
    else if (!contactFields.has(column)) problems.add({ line, field, ...notAField })
    seen.add(column)
  }
  if (!seen.has("email")) problems.add({ line, field: "email", ...isRequired })
  return problems
}

const readRow = (row: Csv.Row, fields: ReadonlyArray<string>, line: number): StreamedContact => {
  if (row.length !== fields.length) {
    const message = `has ${row.length} cells but the header has ${fields.length}`
    return { line, problem: { code: "invalid_csv", message } }
  }
  const contact: Record<string, unknown> = {}
  for (const [i, field] of fields.entries()) {
    const cell = row[i] ?? ""
    if (cell !== "") contact[field] = readCell(field, cell)
  }
  return { line, contact }
}

const readCell = (field: string, cell: string): unknown => {
  const isJson =
    field === "customFieldValues" || field === "metadata" || (field === "accountIds" && cell.startsWith("["))
  if (!isJson) return cell
  try {
    return JSON.parse(cell)
  } catch {
    // Text where an object or an array is expected: that is what will be said of it.
    return cell
  }
}

const lineBreak = /\r\n|\r|\n/g

/** How many lines a row stands on: its quoted cells may have line breaks. */
const linesOf = (row: Csv.Row): number => row.reduce((lines, cell) => lines + (cell.match(lineBreak)?.length ?? 0), 1)
