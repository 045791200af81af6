import type { CheckCounts, ProblemGroup, ValueProblem } from "../../protocol.ts"
import { INVALID, LEFT_OUT, REPEATED, VALID } from "../rowStatus.ts"
import type { SourceFile } from "../source/SourceFile.ts"
import type { ContactReader, ReadRow } from "./ContactReader.ts"
import { columnOf } from "./columnOf.ts"

/** Distinct values that are counted in a group. */
const MAX_VALUES = 2000
const SHOWN_VALUES = 8

interface Group extends ValueProblem {
  readonly column: number
  readonly rows: Array<number>
  readonly values: Map<string, number>
}

/** What a check found out about every row. */
export class Checked {
  readonly status: Uint8Array
  /** For a row whose email another one has: that one. */
  readonly firstWithEmail = new Map<number, number>()
  readonly filled: Uint32Array
  readonly samples: ReadonlyArray<Array<string>>
  readonly #source: SourceFile
  readonly #reader: ContactReader
  readonly #groups = new Map<string, Group>()
  readonly #emails = new Map<string, number>()
  readonly counts = { rows: 0, valid: 0, repeated: 0, invalid: 0, leftOut: 0 } satisfies CheckCounts

  constructor(source: SourceFile, reader: ContactReader) {
    this.#source = source
    this.#reader = reader
    this.status = new Uint8Array(source.store.length)
    this.filled = new Uint32Array(reader.columns.length)
    this.samples = reader.columns.map(() => [])
  }

  add(row: number): void {
    const isLeftOut = this.#reader.changes.isLeftOut(row)
    const read = this.#reader.read(row)
    if (read === undefined) {
      // Values are shown even if the columns are not decided yet.
      if (!this.#reader.isOpen) this.#countCells(this.#source.store.cellsOf(row))
      return
    }
    this.counts.rows++
    this.#countCells(read.cells)
    if (isLeftOut) this.#set(row, LEFT_OUT, "leftOut")
    else if (read.contact === null) this.#addInvalid(row, read)
    else this.#addValid(row, read.contact.email)
  }

  /** Once all rows were added: they are not needed any more. */
  end(): void {
    this.#emails.clear()
  }

  get groups(): ReadonlyArray<ProblemGroup> {
    return [...this.#groups].map(([key, { column, field, code, message, rows, values }]) => ({
      key,
      column,
      columnName: this.#reader.columns[column]?.name ?? "",
      field,
      code,
      message,
      count: rows.length,
      values: [...values]
        .sort((a, b) => b[1] - a[1])
        .slice(0, SHOWN_VALUES)
        .map(([value, count]) => ({ value, count })),
    }))
  }

  rowsOfGroup(key: string): { readonly column: number; readonly rows: Uint32Array } {
    const group = this.#groups.get(key)
    return { column: group?.column ?? -1, rows: Uint32Array.from(group?.rows ?? []) }
  }

  #set(row: number, status: number, count: keyof CheckCounts): void {
    this.status[row] = status
    this.counts[count]++
  }

  #addValid(row: number, email: string): void {
    const first = this.#emails.get(email)
    if (first === undefined) {
      this.#emails.set(email, row)
      this.#set(row, VALID, "valid")
    } else {
      this.firstWithEmail.set(row, first)
      this.#set(row, REPEATED, "repeated")
    }
  }

  #addInvalid(row: number, read: ReadRow): void {
    this.#set(row, INVALID, "invalid")
    const seen = new Set<string>()
    for (const { field, code, message } of read.problems) {
      const column = columnOf(field, read, this.#reader.columns)
      const key = `${column}:${field}:${code}`
      if (seen.has(key)) continue
      seen.add(key)
      let group = this.#groups.get(key)
      if (group === undefined) {
        group = { column, field, code, message, rows: [], values: new Map() }
        this.#groups.set(key, group)
      }
      group.rows.push(row)
      const value = read.cells[column] ?? ""
      const known = group.values.get(value)
      if (known !== undefined || group.values.size < MAX_VALUES) group.values.set(value, (known ?? 0) + 1)
    }
  }

  #countCells(cells: ReadonlyArray<string>): void {
    for (const [i, cell] of cells.entries()) {
      if (cell === "" || i >= this.samples.length) continue
      this.filled[i] = (this.filled[i] ?? 0) + 1
      const samples = this.samples[i]
      if (samples !== undefined && samples.length < 3 && !samples.includes(cell)) samples.push(cell)
    }
  }
}
