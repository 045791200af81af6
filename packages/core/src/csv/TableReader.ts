import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import type { Rejection } from "../domain/Rejection.ts"
import { isBlank } from "../domain/Text.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import { ContactTable } from "./ContactTable.ts"
import type { CsvSummary, TableHeader } from "./CsvHeader.ts"
import type { CheckedOptions } from "./checkOptions.ts"
import { ofFile } from "./fileProblems.ts"
import type { OptionSyntax } from "./optionSyntax.ts"
import { findHeader, HEADER_ROWS } from "./table/findHeader.ts"
import { chooseHeaderAt } from "./table/layoutWithHeaderAt.ts"
import { layoutWithoutHeader } from "./table/layoutWithoutHeader.ts"
import type { ScannedRow } from "./table/RowScanner.ts"
import { rejectsHeader } from "./table/rejectsHeader.ts"
import type { Sample, SampleRow } from "./table/sampleRows.ts"
import type { TableLayout } from "./table/TableLayout.ts"

/** A row of a table that is divided into cells. */
export interface DividedRow {
  /** Where the row is, from 1, as the program that shows the table numbers it. */
  readonly line: number
  readonly cells: ReadonlyArray<string>
  /** Cells that cannot be used, by their position, from 0. Their row is a problem, unless their column is ignored. */
  readonly problems?: ReadonlyMap<number, Rejection>
  /** Why the row as a whole cannot be read. */
  readonly problem?: Rejection
  /**
   * The character between the cells in the text of the row, if a quoted cell has line breaks: a line inside it that looks
   * like another row is a problem.
   */
  readonly separator?: string
}

/** Reads the contacts of one table, row by row. */
export class TableReader {
  readonly #options: CheckedOptions
  readonly #syntax: OptionSyntax
  readonly #keepsCells: boolean
  /** The rows so far, without blank ones, until the header is known. */
  #beginning: Array<ScannedRow> = []
  #table: ContactTable | undefined

  constructor(options: CheckedOptions, syntax: OptionSyntax, keepsCells: boolean) {
    this.#options = options
    this.#syntax = syntax
    this.#keepsCells = keepsCells
  }

  /** What was detected about the table, once that is known. */
  get header(): TableHeader | undefined {
    return this.#table?.header
  }

  get summary(): CsvSummary {
    return this.#table?.summary ?? { unstored: [] }
  }

  /** Reads a row, and adds the contacts that are complete. Returns what is wrong with the table, or undefined. */
  read(divided: DividedRow, contacts: Array<StreamedContact>): ReadonlyArray<Problem> | undefined {
    const row = toScannedRow(divided, this.#table?.header.columns.length)
    if (this.#table !== undefined) {
      add(this.#table.read(row), contacts)
      return undefined
    }
    if (!("problem" in row) && row.cells.every(isBlank)) return undefined
    this.#beginning.push(row)
    const isKnown = this.#beginning.length === HEADER_ROWS || row.line === this.#options.header
    return isKnown ? this.#openTable(contacts) : undefined
  }

  /** Reads what is left at the end of the table. */
  end(contacts: Array<StreamedContact>): ReadonlyArray<Problem> | undefined {
    const problems = this.#table === undefined ? this.#openTable(contacts) : undefined
    return problems ?? this.#table?.end()
  }

  #openTable(contacts: Array<StreamedContact>): ReadonlyArray<Problem> | undefined {
    const rows = this.#beginning
    this.#beginning = []
    const layout = this.#layoutOf(rows)
    if (Result.isFailure(layout)) return [ofFile(layout.failure)]
    const planned = ContactTable.plan(layout.success, this.#options, this.#syntax, this.#keepsCells)
    if (Result.isFailure(planned)) return planned.failure
    const table = planned.success
    this.#table = table
    for (const row of rows.slice(layout.success.body.offset)) {
      add(table.read(toScannedRow(row, table.header.columns.length)), contacts)
    }
    return undefined
  }

  #layoutOf(rows: ReadonlyArray<ScannedRow>): Result.Result<TableLayout, Rejection> {
    const { header } = this.#options
    const start = { offset: 0, line: 1 }
    const sample = sampleOf(rows)
    const rejects = rejectsHeader(sample)
    if (rejects !== undefined) return Result.succeed(rejects)
    if (header === "none") return Result.succeed(layoutWithoutHeader([sample], start, this.#options))
    if (header === undefined) return findHeader([sample], start, this.#options, this.#syntax)
    const fromHeader = { ...sample, rows: sample.rows.filter(({ line }) => line >= header) }
    return chooseHeaderAt(header, [fromHeader], this.#options, this.#syntax)
  }
}

/** No cell is divided again, so what would separate cells does not matter. */
const SEPARATOR = "\t"

const sampleOf = (rows: ReadonlyArray<ScannedRow>): Sample => ({
  separator: SEPARATOR,
  rows: rows.flatMap(
    (row, i): ReadonlyArray<SampleRow> =>
      "problem" in row ? [] : [{ ...row, next: { offset: i + 1, line: row.line + 1 } }],
  ),
  isCut: false,
  isBlank: rows.length === 0,
})

/** Blank cells after the last column count for nothing. */
const toScannedRow = ({ line, cells, problems, problem, separator }: DividedRow, columns = 0): ScannedRow => {
  if (problem !== undefined) return { line, problem, cells }
  const width = Math.max(columns, cells.findLastIndex((cell) => !isBlank(cell)) + 1)
  return {
    line,
    hasLineBreaks: separator !== undefined,
    cells: cells.length > width ? cells.slice(0, width) : cells,
    width: Math.min(width, cells.length),
    ...(problems !== undefined && { problems }),
    ...(separator !== undefined && { separator }),
  }
}

const add = (contact: StreamedContact | undefined, contacts: Array<StreamedContact>): void => {
  if (contact !== undefined) contacts.push(contact)
}
