import { type CsvHeader, type CsvListener, type CsvOptions, type CsvSummary, readCsv } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { ImportRejected } from "../ImportRejected.ts"
import { type FoundFile, readFile } from "../input/readFile.ts"
import { flagSyntax } from "./flagSyntax.ts"
import type { ImportFile } from "./ImportFile.ts"
import { rejectFile } from "./rejectFile.ts"
import { headerText, unstoredNotes } from "./tableFindings.ts"

/** Opens a CSV file. It is read to its end first, so that nothing is sent if its columns are not understood. */
export const openCsv = Effect.fnUntraced(function* (file: FoundFile, csv: CsvOptions) {
  let header: CsvHeader | undefined
  let summary: CsvSummary = { unstored: [] }
  const read = (listener: CsvListener) =>
    rejectFile(readCsv(readFile(file), csv, { syntax: flagSyntax, keepCells: true, ...listener }))
  yield* Stream.runDrain(
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
    return yield* new ImportRejected({ reason: "the file has no rows" })
  }
  const { encoding, separator, columns } = header
  return {
    name: file.name,
    mediaType: "text/csv",
    bytes: readFile(file),
    size: file.size,
    defaults: {},
    csv,
    findings: {
      form: [encoding, `separator ${separatorNames[separator] ?? separator}`, ...headerText(header)],
      columns,
      notes: unstoredNotes(summary),
    },
    rows: read({}),
    positions: "line",
    rejects: { kind: "table", columns, separator },
  } satisfies ImportFile
})

const separatorNames: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "|" }
