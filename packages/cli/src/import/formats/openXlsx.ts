import { readXlsx, type XlsxListener, type XlsxOptions, type XlsxSummary } from "@bulk-contacts/files"
import * as Effect from "effect/Effect"
import { formatCount } from "../../terminal/counts.ts"
import { oneLine } from "../../terminal/printable.ts"
import { ImportRejected } from "../ImportRejected.ts"
import { type FoundFile, readRange } from "../input/readFile.ts"
import { flagSyntax } from "./flagSyntax.ts"
import { rejectFile } from "./rejectFile.ts"
import { surveyTable, tableAsNdjson } from "./surveyTable.ts"
import { headerText, unstoredNotes } from "./tableFindings.ts"

/** Opens a workbook. It is read to its end first, and sent as NDJSON. */
export const openXlsx = Effect.fnUntraced(function* (file: FoundFile, options: XlsxOptions) {
  const source = { size: file.size, read: readRange(file) }
  const read = (listener: XlsxListener) =>
    rejectFile(readXlsx(source, options, { syntax: flagSyntax, keepCells: true, ...listener }))
  const { header, summary = nothingFound, size } = yield* surveyTable(read)
  if (header === undefined || header.columns.length === 0) {
    return yield* new ImportRejected({ reason: "the sheet has no rows" })
  }
  const { sheet, columns } = header
  return tableAsNdjson(file, size, read({}), columns, {
    form: [`sheet ${oneLine(sheet)}`, ...headerText(header)],
    columns,
    notes: [...unstoredNotes(summary), ...hiddenNotes(summary, options)],
  })
})

const nothingFound: XlsxSummary = { unstored: [], hiddenRows: 0 }

const hiddenNotes = ({ hiddenRows }: XlsxSummary, options: XlsxOptions): ReadonlyArray<string> => {
  if (hiddenRows === 0) return []
  const rows = `${formatCount(hiddenRows)} hidden ${hiddenRows === 1 ? "row" : "rows"}`
  return [options.hiddenRows === "skip" ? `${rows} left out` : `${rows} included`]
}
