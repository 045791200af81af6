import type { DownloadKind, DownloadLabels } from "../protocol.ts"
import type { CheckedFile } from "./check/CheckedFile.ts"
import { problemText } from "./check/viewRow.ts"
import { CREATED, EXISTING, INVALID, LEFT_OUT, REPEATED, VALID } from "./rowStatus.ts"
import { writeTable } from "./writeTable.ts"

/** Writes some of the rows as a CSV file in the form of the original. */
export const writeRows = (file: CheckedFile, kind: DownloadKind, labels: DownloadLabels): Blob => {
  const { source, header } = file
  const table = { names: header.names, separator: source.separator ?? "," }
  const write = (
    statuses: ReadonlyArray<number>,
    last: (row: number) => ReadonlyArray<string>,
    lastColumns?: ReadonlyArray<string>,
  ) => writeTable({ ...table, ...(lastColumns && { lastColumns }), rows: rowsOf(file, statuses, last) })
  const idOf = (row: number) => file.idOf(row) ?? ""
  switch (kind) {
    case "created":
      return write([CREATED], (row) => [idOf(row)], [labels.id])
    case "skipped": {
      const reasonOf = (row: number) => (file.statusOf(row) === EXISTING ? labels.exists : labels.repeated)
      return write([EXISTING, REPEATED], (row) => [reasonOf(row), idOf(row)], [labels.reason, labels.id])
    }
    case "rejected":
      return write([INVALID, LEFT_OUT], (row) => [problemText(file, row, labels.problems) || labels.leftOut])
    case "corrected":
      return write([VALID, REPEATED, INVALID, CREATED, EXISTING], () => [], [])
  }
}

function* rowsOf(
  file: CheckedFile,
  statuses: ReadonlyArray<number>,
  last: (row: number) => ReadonlyArray<string>,
): Generator<{ readonly cells: ReadonlyArray<string>; readonly last: ReadonlyArray<string> }> {
  for (const row of file.rowsWith(...statuses)) yield { cells: file.cellsOf(row), last: last(row) }
}
