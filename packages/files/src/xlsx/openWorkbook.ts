import { type InvalidRequest, readTable } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ByteSource } from "../ByteSource.ts"
import { hasValues } from "./chooseSheet.ts"
import { fromSource } from "./fromSource.ts"
import type { SheetRow } from "./readRows.ts"

/** A sheet of a workbook, and what its first rows say about it. */
export interface SheetSummary {
  readonly name: string
  /** Whether the program that shows the workbook hides the sheet. */
  readonly isHidden: boolean
  readonly hasRows: boolean
  /** Whether it has a header with an email. */
  readonly hasContacts: boolean
}

/** A workbook whose rows can be read, as often as necessary. */
export interface Workbook<E> {
  readonly sheets: ReadonlyArray<SheetSummary>
  /** The rows of the sheet at this position, from 0. */
  readonly rows: (sheet: number) => Stream.Stream<SheetRow, E | InvalidRequest>
}

/** Enough to find a header. */
const SAMPLE_ROWS = 20

/**
 * Opens an Excel workbook (.xlsx) without deciding which sheet to read, which row is the header or what columns mean. Its rows
 * are what `readTable` reads.
 *
 * Fails with `InvalidRequest` if the file is damaged or exceeds a limit. Errors of the source are passed on.
 */
export const openWorkbook = Effect.fnUntraced(function* <E, R>(
  source: ByteSource<E, R>,
): Effect.fn.Return<Workbook<E>, E | InvalidRequest, R> {
  const { sheets, rows } = yield* fromSource(source)
  const summaries: Array<SheetSummary> = []
  for (const sheet of sheets) {
    const first = yield* rows(sheet).pipe(Stream.filter(hasValues), Stream.take(SAMPLE_ROWS), Stream.runCollect)
    const { name, isHidden } = sheet
    summaries.push({ name, isHidden, hasRows: first.length > 0, hasContacts: yield* hasHeader(first) })
  }
  return {
    sheets: summaries,
    rows: (i) => Stream.suspend(() => (sheets[i] === undefined ? Stream.empty : rows(sheets[i]))),
  }
})

const hasHeader = (rows: ReadonlyArray<SheetRow>): Effect.Effect<boolean> => {
  let isFound = false
  const onHeader = () => {
    isFound = true
  }
  return Stream.runDrain(readTable(Stream.fromIterable(rows), {}, { onHeader })).pipe(
    Effect.catchTag("InvalidRequest", () => Effect.void),
    Effect.map(() => isFound),
  )
}
