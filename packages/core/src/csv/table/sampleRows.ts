import { isBlank } from "../../domain/Text.ts"
import { RowScanner } from "./RowScanner.ts"

/** A row has at most this many cells. */
export const MAX_COLUMNS = 4096

/** At most this many rows that are blank or cannot be read are skipped. */
const MAX_SCANNED = 1000

/** A place in the text: an offset, and the line that begins there. */
export interface TextPosition {
  readonly offset: number
  readonly line: number
}

export interface SampleRow {
  readonly line: number
  readonly cells: ReadonlyArray<string>
  readonly width: number
  /** Where the next row begins. */
  readonly next: TextPosition
}

export interface Sample {
  readonly separator: string
  /** Without rows that are blank or cannot be read. */
  readonly rows: ReadonlyArray<SampleRow>
  /** Whether more rows would have been taken had there been more text. */
  readonly isCut: boolean
  /** Whether the text has blank rows only. */
  readonly isBlank: boolean
}

/** Takes the first rows from the beginning of a text. */
export const sampleRows = (
  text: string,
  isWhole: boolean,
  start: TextPosition,
  separator: string,
  count: number,
): Sample => {
  const scanner = new RowScanner(separator, MAX_COLUMNS, start.line)
  scanner.push(text.slice(start.offset))
  if (isWhole) scanner.end()
  const rows: Array<SampleRow> = []
  let areAllBlank = true
  for (let scanned = 0; scanned < MAX_SCANNED && rows.length < count; scanned++) {
    const row = scanner.next()
    if (row === undefined) return { separator, rows, isCut: !isWhole, isBlank: isWhole && areAllBlank }
    if (!("problem" in row) && row.cells.every(isBlank)) continue
    areAllBlank = false
    if ("problem" in row) continue
    const next = { offset: start.offset + scanner.offset, line: scanner.line }
    rows.push({ line: row.line, cells: row.cells, width: row.width, next })
  }
  return { separator, rows, isCut: false, isBlank: false }
}
