import { readXlsx, type XlsxHeader, type XlsxListener, type XlsxOptions, type XlsxSummary } from "@bulk-contacts/files"
import { Effect } from "effect"
import { oneLine } from "../../terminal/printable.ts"
import { ImportRejected } from "../ImportRejected.ts"
import { type FoundFile, readRange } from "../input/readFile.ts"
import { formatCount } from "../progressText.ts"
import { flagSyntax } from "./flagSyntax.ts"
import type { ImportFile } from "./ImportFile.ts"
import { rejectFile } from "./rejectFile.ts"
import { headerText, unstoredNotes } from "./tableFindings.ts"
import { sizeAsNdjson, toNdjson } from "./toNdjson.ts"

/** Opens a workbook. It is read to its end first, and sent as NDJSON. */
export const openXlsx = Effect.fnUntraced(function* (file: FoundFile, options: XlsxOptions) {
  let header: XlsxHeader | undefined
  let summary: XlsxSummary = { unstored: [], hiddenRows: 0 }
  const source = { size: file.size, read: readRange(file) }
  const read = (listener: XlsxListener) =>
    rejectFile(readXlsx(source, options, { syntax: flagSyntax, keepCells: true, ...listener }))
  const size = yield* sizeAsNdjson(
    read({
      onHeader: (found) => {
        header = found
      },
      onEnd: (found) => {
        summary = found
      },
    }),
  )
  if (header === undefined || header.columns.length === 0) {
    return yield* new ImportRejected({ reason: "the sheet has no rows" })
  }
  const { sheet, columns } = header
  const rows = read({})
  return {
    name: file.name,
    mediaType: "application/x-ndjson",
    bytes: toNdjson(rows),
    size,
    defaults: {},
    findings: {
      form: [`sheet ${oneLine(sheet)}`, ...headerText(header)],
      columns,
      notes: [...unstoredNotes(summary), ...hiddenNotes(summary, options)],
    },
    rows,
    positions: "line",
    rejects: { kind: "table", columns, separator: "," },
  } satisfies ImportFile
})

const hiddenNotes = ({ hiddenRows }: XlsxSummary, options: XlsxOptions): ReadonlyArray<string> => {
  if (hiddenRows === 0) return []
  const rows = `${formatCount(hiddenRows)} hidden ${hiddenRows === 1 ? "row" : "rows"}`
  return [options.hiddenRows === "skip" ? `${rows} left out` : `${rows} included`]
}
