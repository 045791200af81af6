import { looksLikeAddress } from "../columns/address.ts"
import type { TableRow } from "../table/RowScanner.ts"

/** A row inside a quoted cell. */
export interface SwallowedRow {
  /** The line on which the quote of the cell opens. */
  readonly quoteLine: number
  readonly line: number
}

const lineBreak = /\r\n|\r|\n/

/**
 * Finds a line inside a quoted cell that is itself a row with an address in an email column. Its quote must be a
 * mistake, and without this check, contacts would be lost inside the text of another one.
 */
export const findSwallowedRow = (
  { line, cells }: TableRow,
  separator: string,
  columns: number,
  emailColumns: ReadonlyArray<number>,
): SwallowedRow | undefined => {
  let quoteLine = line
  for (const cell of cells) {
    const [, ...lines] = cell.split(lineBreak)
    for (const [i, text] of lines.entries()) {
      const inner = text.split(separator, columns + 1)
      if (inner.length === columns && emailColumns.some((column) => looksLikeAddress(inner[column] ?? ""))) {
        return { quoteLine, line: quoteLine + 1 + i }
      }
    }
    quoteLine += lines.length
  }
  return undefined
}
