import type { CsvColumn, StreamedContact } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { FoundFile } from "../input/readFile.ts"
import type { ImportFile } from "./ImportFile.ts"
import { sizeAsNdjson, toNdjson } from "./toNdjson.ts"

interface Listener<Header, Summary> {
  readonly onHeader: (header: Header) => void
  readonly onEnd: (summary: Summary) => void
}

/** Reads a table to its end. Returns what was found, and the bytes that its contacts have as NDJSON. */
export const surveyTable = Effect.fnUntraced(function* <Header, Summary, E, R>(
  read: (listener: Listener<Header, Summary>) => Stream.Stream<StreamedContact, E, R>,
): Effect.fn.Return<
  { readonly header: Header | undefined; readonly summary: Summary | undefined; readonly size: number },
  E,
  R
> {
  const found: { header?: Header; summary?: Summary } = {}
  const size = yield* sizeAsNdjson(
    read({
      onHeader: (header) => {
        found.header = header
      },
      onEnd: (summary) => {
        found.summary = summary
      },
    }),
  )
  return { header: found.header, summary: found.summary, size }
})

/** A table that is sent as NDJSON. Its rejects are written as CSV. */
export const tableAsNdjson = (
  { name }: FoundFile,
  size: number,
  rows: ImportFile["rows"],
  columns: ReadonlyArray<CsvColumn>,
  findings: NonNullable<ImportFile["findings"]>,
) =>
  ({
    name,
    mediaType: "application/x-ndjson",
    bytes: toNdjson(rows),
    size,
    defaults: {},
    findings,
    rows,
    positions: "line",
    rejects: { kind: "table", columns, separator: "," },
  }) satisfies ImportFile
