import { guardFormula, REJECTS_COLUMN } from "@bulk-contacts/core"

const BYTE_ORDER_MARK = "\uFEFF"

/** A row of a CSV file that spreadsheets read. */
const csvRow = (cells: ReadonlyArray<string>, separator: string): string =>
  `${cells.map((cell) => quote(guardFormula(cell), separator)).join(separator)}\r\n`

const quote = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** Rows of a file, and one more column. */
export interface TableOfRows {
  readonly names: ReadonlyArray<string>
  readonly separator: string
  /** The name of the last column, unless it is that of rejects. */
  readonly lastColumns?: ReadonlyArray<string>
  readonly rows: Iterable<{ readonly cells: ReadonlyArray<string>; readonly last: ReadonlyArray<string> }>
}

/** Writes rows as the file has them, without the column that an earlier file of rejects had. */
export const writeTable = ({ names, separator, lastColumns = [REJECTS_COLUMN], rows }: TableOfRows): Blob => {
  const kept = names.flatMap((name, i) => (name.trim() === REJECTS_COLUMN ? [] : [i]))
  const parts: Array<Blob> = []
  let text = BYTE_ORDER_MARK + csvRow([...kept.map((i) => names[i] ?? ""), ...lastColumns], separator)
  for (const { cells, last } of rows) {
    text += csvRow([...kept.map((i) => cells[i] ?? ""), ...last], separator)
    if (text.length > 1_000_000) {
      parts.push(new Blob([text]))
      text = ""
    }
  }
  return new Blob([...parts, text], { type: "text/csv;charset=utf-8" })
}
