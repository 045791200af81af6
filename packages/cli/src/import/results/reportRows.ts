import { type CsvColumn, csvRow, guardFormula } from "@bulk-contacts/core"
import * as Stream from "effect/Stream"
import { oneLine } from "../../terminal/printable.ts"
import type { ImportFile } from "../formats/ImportFile.ts"
import type { ImportRejected } from "../ImportRejected.ts"
import { placeOf } from "./problemPlace.ts"
import { problemsOf } from "./problemsOf.ts"
import type { RowResult } from "./RowResult.ts"

type Cells = ReadonlyArray<string | number>

const headerOf = (positions: ImportFile["positions"]): Cells => [
  positions,
  "status",
  "email",
  "id",
  "reason",
  `first_${positions}`,
  "column",
  "field",
  "value",
  "code",
  "message",
]

const MAX_VALUE_CHARACTERS = 200

/** A report is for people: its cells have no line breaks, and nothing that a terminal would obey or a spreadsheet would run. */
const toText = (cells: Cells): string => csvRow(cells.map((cell) => guardFormula(oneLine(String(cell)))))

/** The report of an import: what became of each contact; of an invalid one, a row for each of its problems. */
export const reportResults = <E, R>(
  { positions, findings }: ImportFile,
  results: Stream.Stream<RowResult, E, R>,
  isReported: (result: RowResult) => boolean,
): Stream.Stream<string, E, R> => {
  const columns = findings?.columns ?? []
  // The first contact with an email comes before the others.
  const seen: Array<number> = []
  const rows = Stream.map(results, (result) => {
    const position = positions === "line" ? (result.row.line ?? 0) : result.outcome.index
    seen.push(position)
    return isReported(result) ? rowsOf(position, result, columns, seen).map(toText).join("") : ""
  })
  return Stream.concat(Stream.make(toText(headerOf(positions))), rows)
}

const rowsOf = (
  position: number,
  result: RowResult,
  columns: ReadonlyArray<CsvColumn>,
  seen: ReadonlyArray<number>,
): ReadonlyArray<Cells> => {
  const { row, outcome } = result
  switch (outcome.status) {
    case "created":
      return [[position, "created", outcome.email, outcome.id ?? "", "", "", "", "", "", "", ""]]
    case "skipped": {
      const { email, reason } = outcome
      return reason === "duplicate_in_request"
        ? [[position, "skipped", email, "", reason, seen[outcome.duplicateOf] ?? "", "", "", "", "", ""]]
        : [[position, "skipped", email, outcome.id ?? "", reason, "", "", "", "", "", ""]]
    }
    case "invalid":
      return problemsOf(result).map(({ field, code, message }) => {
        const { column, value } = placeOf(row, field, columns)
        return [position, "invalid", "", "", "", "", column, field, value.slice(0, MAX_VALUE_CHARACTERS), code, message]
      })
  }
}

/** The report of a file that was rejected as a whole. */
export const reportProblems = (
  positions: ImportFile["positions"],
  { problems }: ImportRejected,
): Stream.Stream<string> =>
  Stream.map(
    Stream.fromIterable<Cells>([
      headerOf(positions),
      ...problems.map((problem) => [
        problem[positions] ?? "",
        "invalid",
        ...["", "", "", "", ""],
        problem.field,
        "",
        problem.code,
        problem.message,
      ]),
    ]),
    toText,
  )
