import type { OpenedFile } from "../../protocol.ts"
import { countries } from "./countries.ts"
import { findHeader } from "./findHeader.ts"
import { proposeColumns } from "./proposeColumns.ts"
import type { SourceFile } from "./SourceFile.ts"

/** Rows of which one can be chosen as the header, and their cells that are shown. */
const FIRST_ROWS = 20
const FIRST_CELLS = 8

/** What was understood of a file, for the page. */
export const describeSource = (source: SourceFile): OpenedFile => {
  const header = findHeader(source, undefined)
  const { format, encoding, separator, sheets, sheet, hiddenRows, notes, defaults, store } = source
  return {
    format,
    encoding,
    separator,
    sheets,
    sheet,
    hiddenRows,
    notes,
    defaults,
    rows: store.length - header.body,
    headerLine: header.line,
    hasHeaderChoice: source.names === null,
    names: header.names,
    countries: countries(),
    proposed: source.names === null ? proposeColumns(source, header) : {},
    firstRows: Array.from({ length: Math.min(FIRST_ROWS, store.length) }, (_, i) => ({
      line: store.lineOf(i),
      number: store.numberOf(i),
      cells: store.cellsOf(i).slice(0, FIRST_CELLS),
    })),
  }
}
