import type { DividedRow } from "@bulk-contacts/core"
import { FileRejected } from "../FileRejected.ts"
import { MAX_COLUMNS, MAX_ROW, MAX_SHEET_BYTES } from "../limits.ts"
import { type CellContext, type CellProblem, readCell } from "./cells/CellReader.ts"
import { columnName, columnOf } from "./cells/columnOf.ts"
import { TextCollector } from "./cells/TextCollector.ts"
import { isTrue } from "./parts/readWorkbook.ts"
import { type Attributes, readXml, type XmlHandler } from "./readXml.ts"
import { ShownSize } from "./ShownSize.ts"
import type { ZipArchive } from "./ZipArchive.ts"

/** A row of a sheet, numbered as the spreadsheet numbers it. */
export interface SheetRow extends DividedRow {
  /** Whether the row is hidden, by hand or by a filter. */
  readonly isHidden: boolean
}

/** Reads the rows of a sheet that have cells, some at a time. */
export async function* readRows(
  archive: ZipArchive,
  part: string,
  context: CellContext,
): AsyncGenerator<ReadonlyArray<SheetRow>> {
  const shown = new ShownSize()
  shown.allow(context.sharedCharacters)
  const builder = new RowBuilder(context, shown)
  const bytes = counted(archive.read(part, MAX_SHEET_BYTES), (size) => shown.allow(size))
  for await (const _ of readXml(part, bytes, builder)) {
    if (builder.rows.length > 0) yield builder.rows.splice(0)
  }
  if (builder.rows.length > 0) yield builder.rows
}

async function* counted(bytes: AsyncIterable<Uint8Array>, count: (size: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    count(piece.length)
    yield piece
  }
}

/** Builds rows from the elements of a sheet. */
class RowBuilder implements XmlHandler {
  readonly rows: Array<SheetRow> = []
  readonly #context: CellContext
  readonly #shown: ShownSize
  readonly #inline = new TextCollector()
  #line = 0
  #isHidden = false
  #cells: Array<string> = []
  #problems: Map<number, CellProblem> | undefined
  /** Where a cell without a reference is: after the one before it. */
  #nextColumn = 0
  #cell: { reference: string | undefined; column: number; type: string; style: number } | undefined
  #value = ""
  #isInValue = false
  #hasFormula = false
  #isInSheetData = false

  constructor(context: CellContext, shown: ShownSize) {
    this.#context = context
    this.#shown = shown
  }

  readonly open = (element: string, attributes: Attributes): void => {
    if (element === "sheetData") this.#isInSheetData = true
    if (!this.#isInSheetData) return
    if (element === "row") this.#openRow(attributes)
    else if (element === "c") this.#openCell(attributes)
    else if (element === "v") this.#isInValue = true
    else if (element === "f") this.#hasFormula = true
    else this.#inline.open(element)
  }

  readonly text = (content: string): void => {
    if (this.#isInValue) this.#value += content
    else this.#inline.add(content)
  }

  readonly close = (element: string): void => {
    if (element === "sheetData") this.#isInSheetData = false
    else if (element === "row") this.#closeRow()
    else if (element === "c") this.#closeCell()
    else if (element === "v") this.#isInValue = false
    else this.#inline.close(element)
  }

  #openRow({ r, hidden }: Attributes): void {
    this.#line = r === undefined ? this.#line + 1 : Number(r)
    if (!Number.isInteger(this.#line) || this.#line < 1 || this.#line > MAX_ROW) {
      throw new FileRejected("invalid_file", `is damaged: it has a row ${JSON.stringify(r)}`)
    }
    this.#isHidden = isTrue(hidden)
    this.#cells = []
    this.#nextColumn = 0
    this.#problems = undefined
  }

  #openCell({ r, t = "n", s }: Attributes): void {
    const column = r === undefined ? this.#nextColumn : columnOf(r)
    if (column === undefined) throw new FileRejected("invalid_file", `is damaged: it has a cell ${JSON.stringify(r)}`)
    this.#nextColumn = column + 1
    this.#cell = { reference: r, column, type: t, style: Number(s ?? 0) }
    this.#value = ""
    this.#hasFormula = false
    this.#inline.start()
  }

  #closeCell(): void {
    const cell = this.#cell
    this.#cell = undefined
    const [value, hasFormula, inlineText] = [this.#value, this.#hasFormula, this.#inline.end()]
    // Sheets have many cells that only have a format.
    if (cell === undefined || (value === "" && inlineText === "" && !hasFormula)) return
    const { column, type, style, reference = `${columnName(column)}${this.#line}` } = cell
    const { text, problem } = readCell({ reference, type, style, hasFormula, value, inlineText }, this.#context)
    if (text === "") return
    if (column >= MAX_COLUMNS) {
      throw new FileRejected(
        "too_many_values",
        `has a value in cell ${reference}; at most ${MAX_COLUMNS} columns can be read`,
      )
    }
    this.#shown.show(text.length + Math.max(0, column - this.#cells.length))
    while (this.#cells.length < column) this.#cells.push("")
    this.#cells[column] = text
    if (problem !== undefined) {
      this.#problems ??= new Map()
      this.#problems.set(column, problem)
    }
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return
    this.rows.push({
      line: this.#line,
      cells: this.#cells,
      isHidden: this.#isHidden,
      ...(this.#problems !== undefined && { problems: this.#problems }),
    })
  }
}
