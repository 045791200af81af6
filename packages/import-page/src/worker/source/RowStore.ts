import type { DividedRow } from "@bulk-contacts/core"

/** No text has it: cells are joined by it to one string, which takes a fraction of the memory of many. */
const JOINT = "\u001f"

type Rest = Omit<DividedRow, "line" | "cells">

/** The rows of a file as they were read, in little memory. */
export class RowStore {
  readonly #isText: boolean
  readonly #cells: Array<string | ReadonlyArray<string>> = []
  #lines = new Uint32Array(1024)
  #numbers = new Uint32Array(1024)
  readonly #rest = new Map<number, Rest>()
  #characters = 0
  /** Line breaks in the cells of the rows so far. */
  #breaks = 0

  /** `isText`: whether a row of the file takes several lines if its cells have line breaks. */
  constructor({ isText = false }: { readonly isText?: boolean } = {}) {
    this.#isText = isText
  }

  get length(): number {
    return this.#cells.length
  }

  get characters(): number {
    return this.#characters
  }

  add({ line, cells, ...rest }: DividedRow): void {
    const row = this.#cells.length
    if (row === this.#lines.length) {
      this.#lines = doubled(this.#lines)
      this.#numbers = doubled(this.#numbers)
    }
    this.#lines[row] = line
    this.#numbers[row] = line - this.#breaks
    const joined = cells.join(JOINT)
    this.#characters += joined.length
    if (this.#isText && /[\r\n]/.test(joined)) this.#breaks += joined.match(/\r\n|\r|\n/g)?.length ?? 0
    this.#cells.push(joined.split(JOINT).length === cells.length ? joined : cells)
    if (rest.problem !== undefined || rest.problems !== undefined || rest.separator !== undefined) {
      this.#rest.set(row, rest)
    }
  }

  /** The line of the file on which a row begins. */
  lineOf(row: number): number {
    return this.#lines[row] ?? 0
  }

  /** The number that a spreadsheet gives to a row: a cell with line breaks is in one row. */
  numberOf(row: number): number {
    return this.#numbers[row] ?? 0
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

const doubled = (numbers: Uint32Array): Uint32Array<ArrayBuffer> => {
  const more = new Uint32Array(2 * numbers.length)
  more.set(numbers)
  return more
}
