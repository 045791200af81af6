import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import { isBlank } from "../domain/Text.ts"
import { MAX_LINE_CHARACTERS } from "../streams/ndjson.ts"
import type { CheckedOptions } from "./checkOptions.ts"
import { looksLikeAddress } from "./columns/address.ts"
import { ofFile, rejectionOf } from "./fileProblems.ts"
import type { OptionSyntax } from "./optionSyntax.ts"
import { BATCH_ROWS, type PieceReader, type ReadSteps } from "./PieceReader.ts"
import type { DividedRow } from "./TableReader.ts"
import { detectTable, readSeparatorLine, SEPARATORS } from "./table/detectTable.ts"
import { HEADER_ROWS } from "./table/findHeader.ts"
import { countLineBreaks, RowScanner, type ScannedRow } from "./table/RowScanner.ts"
import { compareRanks } from "./table/rank.ts"
import { MAX_COLUMNS, sampleRows } from "./table/sampleRows.ts"
import { BlockBuffer } from "./text/BlockBuffer.ts"
import { type OpenedText, openDecoder, undecodable } from "./text/openDecoder.ts"

/** What was detected about the text of a table. */
export interface RowsLayout {
  /** The encoding, by the name that the Encoding Standard gives it, in lower case. */
  readonly encoding: string
  readonly separator: string
}

/** The first attempt to detect the separator is made with this much text, each further one with twice as much. */
const FIRST_SAMPLE = 32 * 1024

/** Divides one CSV file into rows. */
export class RowReader implements PieceReader<DividedRow> {
  readonly #options: CheckedOptions
  readonly #syntax: OptionSyntax
  readonly #blocks = new BlockBuffer()
  #text: OpenedText | undefined
  /** The text so far, until the separator is known. */
  #beginning = ""
  #sampleSize = FIRST_SAMPLE
  #scanner: RowScanner | undefined
  #layout: RowsLayout | undefined

  constructor(options: CheckedOptions, syntax: OptionSyntax) {
    this.#options = options
    this.#syntax = syntax
  }

  /** Undefined until it is known. */
  get layout(): RowsLayout | undefined {
    return this.#layout
  }

  *read(piece: Uint8Array): ReadSteps<DividedRow> {
    for (const block of this.#blocks.push(piece)) {
      const problems = yield* this.#readBlock(block, false)
      if (problems !== undefined) return rejectionOf(problems)
    }
    return undefined
  }

  *end(): ReadSteps<DividedRow> {
    const problems = yield* this.#readBlock(this.#blocks.end(), true)
    return problems === undefined ? undefined : rejectionOf(problems)
  }

  *#readBlock(
    block: Uint8Array,
    isLast: boolean,
  ): Generator<ReadonlyArray<DividedRow>, ReadonlyArray<Problem> | undefined> {
    let bytes = block
    if (this.#text === undefined) {
      const opened = openDecoder(block, this.#options.encoding, this.#syntax)
      if (Result.isFailure(opened)) return [ofFile(opened.failure)]
      this.#text = opened.success
      bytes = opened.success.bytes
    }
    const decoded = this.#text.decoder.decode(bytes, isLast)
    if (Result.isFailure(decoded)) {
      const line = this.#lineAfter(decoded.failure.before)
      return [{ line, ...ofFile(undecodable(this.#text, this.#syntax)) }]
    }
    if (this.#scanner === undefined) {
      this.#beginning += decoded.success
      this.#openTable(this.#text.decoder.encoding, isLast)
    } else this.#scanner.push(decoded.success)
    if (this.#scanner !== undefined) yield* scanAll(this.#scanner, this.#layout?.separator ?? ",", isLast)
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
    const given = this.#options.separator ?? readSeparatorLine(sample)?.separator
    if (given !== undefined) return given
    const layout = detectTable(sample, isWhole, this.#options, this.#syntax)
    if (layout === undefined) return undefined
    return Result.isSuccess(layout) ? layout.success.separator : separatorWithoutHeader(sample, isWhole)
  }

  #lineAfter(text: string): number {
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

function* scanAll(scanner: RowScanner, separator: string, isLast: boolean): Generator<ReadonlyArray<DividedRow>, void> {
  if (isLast) scanner.end()
  let batch: Array<DividedRow> = []
  let rows = 0
  for (let row = scanner.next(); row !== undefined; row = scanner.next()) {
    const divided = divide(row, separator)
    if (divided !== undefined) batch.push(divided)
    if (++rows % BATCH_ROWS > 0) continue
    yield batch
    batch = []
  }
  yield batch
}

/** Undefined for a blank row. */
const divide = (row: ScannedRow, separator: string): DividedRow | undefined => {
  if ("problem" in row) return row
  if (row.cells.every(isBlank)) return undefined
  const { line, cells, hasLineBreaks } = row
  return hasLineBreaks ? { line, cells, separator } : { line, cells }
}
