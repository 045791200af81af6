import { REJECTS_COLUMN } from "../../domain/rejectsColumn.ts"
import { trim } from "../../domain/Text.ts"
import type { Sample } from "./sampleRows.ts"
import type { TableLayout } from "./TableLayout.ts"

/**
 * The layout of a file of rejected rows, which is recognized by the last name in its first row; undefined for any other file. It
 * has a header in its first row, whatever the options say: they were given for the file that the rows come from.
 */
export const rejectsHeader = ({ separator, rows: [first] }: Sample): TableLayout | undefined =>
  first !== undefined && first.cells.length > 1 && trim(first.cells.at(-1) ?? "") === REJECTS_COLUMN
    ? { separator, header: first, width: first.width, body: first.next }
    : undefined
