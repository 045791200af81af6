import type { CsvSummary, TableHeader } from "@bulk-contacts/core"
import { formatCount } from "../../terminal/counts.ts"
import { oneLine } from "../../terminal/printable.ts"

/** Where the header is, and which program wrote it. */
export const headerText = ({ line, program }: TableHeader): ReadonlyArray<string> => [
  line === null ? "no header" : `header in line ${line}`,
  ...(program === null ? [] : [program]),
]

/** The columns whose values are not stored because another column has one for the same field. */
export const unstoredNotes = ({ unstored }: CsvSummary): ReadonlyArray<string> =>
  unstored.map(
    ({ column, count }) => `${oneLine(column)}: ${formatCount(count)} ${count === 1 ? "value" : "values"} not stored`,
  )
