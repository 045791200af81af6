import type { DividedRow } from "@bulk-contacts/core"

/** No text has it: cells are joined by it to one string, which takes a fraction of the memory of many. */
const JOINT = "\u001f"

type Rest = Omit<DividedRow, "line" | "cells">

/** The rows of a file as they were read, in little memory. */
export class RowStore {
  readonly #cells: Array<string | ReadonlyArray<string>> = []
  #lines = new Uint32Array(1024)
  readonly #rest = new Map<number, Rest>()
  #characters = 0

  get length(): number {
    return this.#cells.length
  }

  get characters(): number {
    return this.#characters
  }

  add({ line, cells, ...rest }: DividedRow): void {
    const row = this.#cells.length
    if (row === this.#lines.length) {
      const lines = new Uint32Array(2 * row)
      lines.set(this.#lines)
      this.#lines = lines
    }
    this.#lines[row] = line
    const joined = cells.join(JOINT)
    this.#characters += joined.length
    this.#cells.push(joined.split(JOINT).length === cells.length ? joined : cells)
    if (rest.problem !== undefined || rest.problems !== undefined || rest.separator !== undefined) {
      this.#rest.set(row, rest)
    }
  }

  lineOf(row: number): number {
    return this.#lines[row] ?? 0
  }

  cellsOf(row: number): ReadonlyArray<string> {
    const cells = this.#cells[row] ?? []
    return typeof cells === "string" ? cells.split(JOINT) : cells
  }

  at(row: number): DividedRow {
    return { ...this.#rest.get(row), line: this.lineOf(row), cells: this.cellsOf(row) }
  }

  /** The row that begins on a line; -1 if none does. */
  rowOnLine(line: number): number {
    return this.#lines.subarray(0, this.length).indexOf(line)
  }
}
