import { type ColumnTarget, type DividedRow, makeTableReader } from "@bulk-contacts/core"
import * as Result from "effect/Result"
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
  if (reader.header !== undefined) return reader.header.line ?? "none"
  // Its columns do not include an email, but it was found.
  return problems?.[0]?.line ?? "none"
}

const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/
const phone = /^[+(]?[\d()/.\s-]{6,}$/

/** What the columns of a file without a header seem to be, by their values: an address, a number, then the names. */
export const proposeColumns = ({ store }: SourceFile, { line, names }: Header): Record<string, ColumnTarget> => {
  if (line !== null) return {}
  const sample = Array.from({ length: Math.min(200, store.length) }, (_, i) => store.cellsOf(i))
  const count = (column: number, test: RegExp) =>
    sample.filter((cells) => test.test((cells[column] ?? "").trim())).length
  const columns = names.map((_, i) => i)
  const best = (test: RegExp) => {
    const [first] = columns.toSorted((a, b) => count(b, test) - count(a, test))
    return first !== undefined && count(first, test) > 0 ? first : undefined
  }
  const email = best(address)
  if (email === undefined) return {}
  const number = best(phone)
  const texts = columns.filter((i) => i !== email && i !== number && count(i, /\p{L}/u) > sample.length / 2)
  const proposed: Record<string, ColumnTarget> = { [names[email] ?? ""]: "email" }
  if (number !== undefined && number !== email) proposed[names[number] ?? ""] = "phoneNumber"
  if (texts.length === 1) proposed[names[texts[0] ?? 0] ?? ""] = "fullName"
  else {
    for (const [i, target] of (["firstName", "lastName"] as const).entries()) {
      const column = texts[i]
      if (column !== undefined) proposed[names[column] ?? ""] = target
    }
  }
  return proposed
}
