import type { RowFilter } from "../../protocol.ts"
import { INVALID, LEFT_OUT, NOTHING, statusNames } from "../rowStatus.ts"
import type { Outcomes } from "../send/Outcomes.ts"
import type { Header } from "../source/findHeader.ts"
import type { SourceFile } from "../source/SourceFile.ts"
import type { Checked } from "./Checked.ts"
import type { ContactReader } from "./ContactReader.ts"
import { columnOf } from "./columnOf.ts"

/** The rows of a file with what the check and, once it was asked, the server say of them. */
export class CheckedFile {
  readonly source: SourceFile
  readonly header: Header
  readonly reader: ContactReader
  readonly checked: Checked
  #outcomes: Outcomes | undefined
  readonly #positions = new Map<RowFilter, Uint32Array>()

  constructor(source: SourceFile, header: Header, reader: ContactReader, checked: Checked) {
    this.source = source
    this.header = header
    this.reader = reader
    this.checked = checked
  }

  get outcomes(): Outcomes | undefined {
    return this.#outcomes
  }

  /** Takes over what the server says of the rows that were sent. */
  setOutcomes(outcomes: Outcomes): void {
    for (const [row, status] of this.checked.status.entries()) {
      if (status === LEFT_OUT) outcomes.status[row] = LEFT_OUT
    }
    this.#outcomes = outcomes
    this.#positions.clear()
  }

  /** What the server says of a row or, before it was asked, what the check says. */
  statusOf(row: number): number {
    return this.#outcomes?.status[row] || this.checked.status[row] || NOTHING
  }

  /** The id of the contact that a row created, or that was there. */
  idOf(row: number): string | undefined {
    return this.#outcomes?.ids.get(row)
  }

  /** The rows that a filter shows. */
  rowsOf(filter: RowFilter): Uint32Array {
    const known = this.#positions.get(filter)
    if (known !== undefined) return known
    const rows = this.#findRows(filter)
    this.#positions.set(filter, rows)
    return rows
  }

  rowsWith(...statuses: ReadonlyArray<number>): ReadonlyArray<number> {
    return [...this.rowsOf("all")].filter((row) => statuses.includes(this.statusOf(row)))
  }

  /** The cells of a row, with the changes of the person. */
  cellsOf(row: number): ReadonlyArray<string> {
    return this.reader.read(row)?.cells ?? this.source.store.cellsOf(row)
  }

  /** The next row with a problem among those that a filter shows, and the column that has it. */
  findProblem(filter: RowFilter, after: number, step: 1 | -1): { readonly position: number; readonly column: number } {
    const rows = this.rowsOf(filter)
    for (let position = after + step; position >= 0 && position < rows.length; position += step) {
      const row = rows[position] ?? 0
      if (this.checked.status[row] !== INVALID) continue
      const read = this.reader.read(row)
      const [problem] = read?.problems ?? []
      const isKnown = read !== undefined && problem !== undefined
      return { position, column: isKnown ? columnOf(problem.field, read, this.reader.columns) : -1 }
    }
    return { position: -1, column: -1 }
  }

  #findRows(filter: RowFilter): Uint32Array {
    if (filter.startsWith("group:")) return this.checked.rowsOfGroup(filter.slice("group:".length)).rows
    const found: Array<number> = []
    for (let row = this.header.body; row < this.source.store.length; row++) {
      const name = statusNames[this.statusOf(row)]
      if (name !== undefined && (filter === "all" || filter === name)) found.push(row)
    }
    return Uint32Array.from(found)
  }
}
