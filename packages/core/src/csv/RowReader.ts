import * as Result from "effect/Result"
import { isBlank } from "../domain/Text.ts"
import { MAX_LINE_CHARACTERS } from "../streams/ndjson.ts"
import { looksLikeAddress } from "./columns/address.ts"
import { DecodingReader, scanInBatches, type TextSteps } from "./DecodingReader.ts"
import type { DividedRow } from "./TableReader.ts"
import { detectTable, readSeparatorLine, SEPARATORS } from "./table/detectTable.ts"
import { HEADER_ROWS } from "./table/findHeader.ts"
import { countLineBreaks, RowScanner, type ScannedRow } from "./table/RowScanner.ts"
import { compareRanks } from "./table/rank.ts"
import { MAX_COLUMNS, sampleRows } from "./table/sampleRows.ts"

/** What was detected about the text of a table. */
export interface RowsLayout {
  /** The encoding, by the name that the Encoding Standard gives it, in lower case. */
  readonly encoding: string
  readonly separator: string
}

/** The first attempt to detect the separator is made with this much text, each further one with twice as much. */
const FIRST_SAMPLE = 32 * 1024

/** Divides one CSV file into rows. */
export class RowReader extends DecodingReader<DividedRow> {
  /** The text so far, until the separator is known. */
  #beginning = ""
  #sampleSize = FIRST_SAMPLE
  #scanner: RowScanner | undefined
  #layout: RowsLayout | undefined

  /** Undefined until it is known. */
  get layout(): RowsLayout | undefined {
    return this.#layout
  }

  protected override *readText(text: string, encoding: string, isLast: boolean): TextSteps<DividedRow> {
    if (this.#scanner === undefined) {
      this.#beginning += text
      this.#openTable(encoding, isLast)
    } else this.#scanner.push(text)
    const separator = this.#layout?.separator ?? ","
    if (this.#scanner !== undefined) yield* scanInBatches(this.#scanner, isLast, (row) => divide(row, separator))
    return undefined
  }

  #openTable(encoding: string, isLast: boolean): void {
    if (!isLast && this.#beginning.length < this.#sampleSize) return
    this.#sampleSize *= 2
    const separator = this.#findSeparator(isLast)
    if (separator === undefined) return
    const start = readSeparatorLine(this.#beginning)?.next ?? { offset: 0, line: 1 }
    this.#scanner = new RowScanner(separator, MAX_COLUMNS + 1, start.line)
    this.#scanner.push(this.#beginning.slice(start.offset))
    this.#beginning = ""
    this.#layout = { encoding, separator }
  }

  /** Undefined if more text is needed. */
  #findSeparator(isLast: boolean): string | undefined {
    const sample = this.#beginning.slice(0, MAX_LINE_CHARACTERS)
    const isWhole = isLast || sample.length === MAX_LINE_CHARACTERS
    const given = this.options.separator ?? readSeparatorLine(sample)?.separator
    if (given !== undefined) return given
    const layout = detectTable(sample, isWhole, this.options, this.syntax)
    if (layout === undefined) return undefined
    return Result.isSuccess(layout) ? layout.success.separator : separatorWithoutHeader(sample, isWhole)
  }

  protected override lineAfter(text: string): number {
    return this.#scanner === undefined ? 1 + countLineBreaks(this.#beginning + text) : this.#scanner.lineAfter(text)
  }
}

/** The separator that sets the most addresses apart, and of several the one with the most cells. */
const separatorWithoutHeader = (text: string, isWhole: boolean): string => {
  const ranked = SEPARATORS.map((separator) => {
    const { rows } = sampleRows(text, isWhole, { offset: 0, line: 1 }, separator, HEADER_ROWS)
    const withAddress = rows.filter(({ cells }) => cells.some(looksLikeAddress)).length
    const width = rows.reduce((widest, row) => Math.max(widest, row.width), 0)
    return { separator, rank: [withAddress, width] }
  })
  return ranked.toSorted((a, b) => compareRanks(a.rank, b.rank))[0]?.separator ?? ","
}

/** Undefined for a blank row. */
const divide = (row: ScannedRow, separator: string): DividedRow | undefined => {
  if ("problem" in row) return row
  if (row.cells.every(isBlank)) return undefined
  const { line, cells, hasLineBreaks } = row
  return hasLineBreaks ? { line, cells, separator } : { line, cells }
}
