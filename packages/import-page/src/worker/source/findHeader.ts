import { type DividedRow, makeTableReader } from "@bulk-contacts/core"
import * as Result from "effect/Result"
import { refuseTooManyColumns } from "./refuseTooManyColumns.ts"
import type { SourceFile } from "./SourceFile.ts"

/** Where the names of the columns come from. */
export interface Header {
  /** The line of the header; null if the file has none. */
  readonly line: number | null
  /** The row below the header. */
  readonly body: number
  readonly names: ReadonlyArray<string>
}

/** The first rows, among which the header is searched for. */
const SAMPLE_ROWS = 20

/** The header that the person chose, or the one that the core finds. */
export const findHeader = ({ store, names }: SourceFile, chosen: number | "none" | undefined): Header => {
  if (names !== null) return { line: null, body: 0, names }
  const sample = Array.from({ length: Math.min(SAMPLE_ROWS, store.length) }, (_, i) => store.at(i))
  const line = chosen === undefined ? detectHeader(sample) : chosen
  const row = line === "none" ? -1 : store.rowOnLine(line)
  if (row === -1) return { line: null, body: 0, names: numbered(sample) }
  const cells = store.cellsOf(row)
  return { line: store.lineOf(row), body: row + 1, names: cells.slice(0, cells.findLastIndex(isFilled) + 1) }
}

const isFilled = (cell: string): boolean => cell.trim() !== ""

const numbered = (sample: ReadonlyArray<DividedRow>): ReadonlyArray<string> => {
  const width = sample.reduce((widest, { cells }) => Math.max(widest, cells.findLastIndex(isFilled) + 1), 0)
  return Array.from({ length: width }, (_, i) => String(i + 1))
}

const detectHeader = (sample: ReadonlyArray<DividedRow>): number | "none" => {
  const opened = makeTableReader()
  if (Result.isFailure(opened)) return "none"
  const reader = opened.success
  let problems: ReturnType<typeof reader.read>
  for (const row of sample) problems ??= reader.read(row, [])
  problems ??= reader.end([])
  refuseTooManyColumns(problems)
  if (reader.header !== undefined) return reader.header.line ?? "none"
  // Its columns do not include an email, but it was found.
  return problems?.[0]?.line ?? "none"
}
