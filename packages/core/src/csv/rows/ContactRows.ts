import type { Rejection } from "../../domain/Rejection.ts"
import { isBlank } from "../../domain/Text.ts"
import type { StreamedContact } from "../../streams/StreamedContact.ts"
import type { Column } from "../columns/Column.ts"
import type { ScannedRow, TableRow } from "../table/RowScanner.ts"
import { ContactDraft } from "./ContactDraft.ts"
import { findSwallowedRow, type SwallowedRow } from "./findSwallowedRow.ts"
import { unguardFormula } from "./formulaGuard.ts"

/** The values of a column that is not understood. */
export interface RejectedColumn {
  readonly column: Column
  /** The first of them, and its line. */
  readonly example: string
  readonly line: number
  readonly count: number
}

/** Turns the rows of a table into contacts, and counts what does not become part of one. */
export class ContactRows {
  readonly #columns: ReadonlyArray<Column>
  readonly #isGuarded: boolean
  readonly #separator: string
  readonly #findSwallowedRow: (row: TableRow) => SwallowedRow | undefined
  readonly #rejected = new Map<Column, { example: string; line: number; count: number }>()
  readonly #unstored = new Map<Column, number>()

  constructor(columns: ReadonlyArray<Column>, isGuarded: boolean, separator: string) {
    this.#columns = columns
    this.#isGuarded = isGuarded
    this.#separator = separator
    const emailColumns = columns.flatMap(({ use }, i) => (use.kind === "target" && use.target === "email" ? [i] : []))
    // This product closes its quotes, and a value may look like a row.
    this.#findSwallowedRow = (row) =>
      isGuarded ? undefined : findSwallowedRow(row, row.separator ?? separator, columns.length, emailColumns)
  }

  /** The columns that are not understood but have values, in the order of the file. */
  get rejected(): ReadonlyArray<RejectedColumn> {
    return this.#columns.flatMap((column) => {
      const found = this.#rejected.get(column)
      return found === undefined ? [] : [{ column, ...found }]
    })
  }

  /** How many values of a column were not stored because another column had one for the same field. */
  get unstored(): ReadonlyMap<Column, number> {
    return this.#unstored
  }

  /** The contact of a row; undefined for a row without values. */
  read(row: TableRow): StreamedContact | undefined {
    const { line, cells, width } = row
    const columns = this.#columns
    if (width > columns.length) return { line, problem: tooManyCells(row, columns.length) }
    const swallowed = row.hasLineBreaks ? this.#findSwallowedRow(row) : undefined
    if (swallowed !== undefined) return { line: swallowed.quoteLine, problem: quoteNotClosed(swallowed) }
    const draft = new ContactDraft(this.#countUnstored)
    let isEmpty = true
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as string
      if (cell === "" || isBlank(cell)) continue
      isEmpty = false
      const problem = row.problems?.get(i)
      if (problem !== undefined && columns[i]?.use.kind !== "ignored") return { line, problem }
      this.#readCell(draft, columns[i] as Column, this.#isGuarded ? unguardFormula(cell) : cell, line)
    }
    if (isEmpty) return undefined
    const problem = draft.finish()
    return problem === undefined ? { line, contact: draft.contact } : { line, problem }
  }

  /** The cells of a row as they are to be shown or written again: one for each column, if the row can be read. */
  cellsOf({ cells, ...row }: ScannedRow): ReadonlyArray<string> {
    const { overflow } = row as Partial<TableRow>
    const whole = overflow === undefined ? cells : [...cells.slice(0, -1), cells.at(-1) + this.#separator + overflow]
    return this.#isGuarded ? whole.map(unguardFormula) : whole
  }

  #readCell(draft: ContactDraft, column: Column, cell: string, line: number): void {
    const { use } = column
    if (use.kind === "ignored") return
    const value = column.read === undefined ? cell : column.read(cell)
    if (value === "") return
    if (use.kind === "target") draft.set(column, use.target, value)
    else if (use.kind === "rest") draft.keep(column.name, value)
    else this.#reject(column, value, line)
  }

  #reject(column: Column, example: string, line: number): void {
    const found = this.#rejected.get(column)
    if (found === undefined) this.#rejected.set(column, { example, line, count: 1 })
    else found.count++
  }

  readonly #countUnstored = (column: Column, count: number): void => {
    this.#unstored.set(column, (this.#unstored.get(column) ?? 0) + count)
  }
}

const quoteNotClosed = ({ quoteLine, line }: SwallowedRow): Rejection => ({
  code: "invalid_csv",
  message: `has a line break in a quoted cell, and then what looks like another row in line ${line}: close the quote in line ${quoteLine}`,
})

const tooManyCells = ({ width, overflow }: TableRow, columns: number): Rejection => ({
  code: "invalid_csv",
  message:
    overflow === undefined
      ? `has a value in column ${width}, but the header has ${columns} columns: name the column, or delete the value`
      : `has ${width} cells but the header has ${columns}: put cells that contain the separator in quotes`,
})
