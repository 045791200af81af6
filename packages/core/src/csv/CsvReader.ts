import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import type { Rejection } from "../domain/Rejection.ts"
import { MAX_LINE_CHARACTERS } from "../streams/ndjson.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import { ContactTable } from "./ContactTable.ts"
import type { CsvHeader, CsvSummary } from "./CsvHeader.ts"
import type { CheckedOptions } from "./checkOptions.ts"
import { ofFile, rejectionOf } from "./fileProblems.ts"
import type { OptionSyntax } from "./optionSyntax.ts"
import { BATCH_ROWS, type PieceReader, type ReadSteps } from "./PieceReader.ts"
import { detectTable } from "./table/detectTable.ts"
import { countLineBreaks, RowScanner } from "./table/RowScanner.ts"
import type { TableLayout } from "./table/TableLayout.ts"
import { BlockBuffer } from "./text/BlockBuffer.ts"
import { type OpenedText, openDecoder, undecodable } from "./text/openDecoder.ts"

/** The first attempt to detect the table is made with this much text, each further one with twice as much. */
const FIRST_SAMPLE = 32 * 1024

/** The table, once its layout is known. */
interface OpenTable {
  readonly scanner: RowScanner
  readonly contacts: ContactTable
}

/** Reads the contacts of one CSV file. */
export class CsvReader implements PieceReader<StreamedContact> {
  readonly #options: CheckedOptions
  readonly #syntax: OptionSyntax
  readonly #keepsCells: boolean
  readonly #blocks = new BlockBuffer()
  #text: OpenedText | undefined
  /** The text so far, until the layout of the table is known. */
  #beginning = ""
  #sampleSize = FIRST_SAMPLE
  #table: OpenTable | undefined
  #header: CsvHeader | undefined

  constructor(options: CheckedOptions, syntax: OptionSyntax, keepsCells: boolean) {
    this.#options = options
    this.#syntax = syntax
    this.#keepsCells = keepsCells
  }

  /** What was detected about the file, once that is known. */
  get header(): CsvHeader | undefined {
    return this.#header
  }

  get summary(): CsvSummary {
    return this.#table?.contacts.summary ?? { unstored: [] }
  }

  *read(piece: Uint8Array): ReadSteps<StreamedContact> {
    for (const block of this.#blocks.push(piece)) {
      const problems = yield* this.#readBlock(block, false)
      if (problems !== undefined) return rejectionOf(problems)
    }
    return undefined
  }

  /** Fails if a column that is not understood has values. */
  *end(): ReadSteps<StreamedContact> {
    const problems = yield* this.#readBlock(this.#blocks.end(), true)
    return problems === undefined ? undefined : rejectionOf(problems)
  }

  /** What is wrong with the file, or undefined. */
  *#readBlock(
    block: Uint8Array,
    isLast: boolean,
  ): Generator<ReadonlyArray<StreamedContact>, ReadonlyArray<Problem> | undefined> {
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
    if (this.#table === undefined) {
      this.#beginning += decoded.success
      const problems = this.#openTable(isLast)
      if (problems !== undefined || this.#table === undefined) return problems
    } else this.#table.scanner.push(decoded.success)
    return yield* this.#readRows(this.#table, isLast)
  }

  #openTable(isLast: boolean): ReadonlyArray<Problem> | undefined {
    if (!isLast && this.#beginning.length < this.#sampleSize) return undefined
    const sample = this.#beginning.slice(0, MAX_LINE_CHARACTERS)
    const isCut = this.#beginning.length > sample.length || (!isLast && sample.length === MAX_LINE_CHARACTERS)
    const layout = detectTable(sample, isLast || isCut, this.#options, this.#syntax)
    if (layout === undefined) {
      this.#sampleSize *= 2
      return undefined
    }
    if (Result.isFailure(layout)) return [ofFile(layout.failure)]
    if (isCut && layout.success.body.offset === sample.length) return [ofFile(headerTooFar)]
    return this.#planTable(layout.success)
  }

  #planTable(layout: TableLayout): ReadonlyArray<Problem> | undefined {
    const planned = ContactTable.plan(layout, this.#options, this.#syntax, this.#keepsCells)
    if (Result.isFailure(planned)) return planned.failure
    const contacts = planned.success
    const { separator, width, body } = layout
    const scanner = new RowScanner(separator, width, body.line)
    scanner.push(this.#beginning.slice(body.offset))
    this.#beginning = ""
    this.#table = { scanner, contacts }
    this.#header = { encoding: this.#text?.decoder.encoding ?? "utf-8", separator, ...contacts.header }
    return undefined
  }

  *#readRows(
    { scanner, contacts: table }: OpenTable,
    isLast: boolean,
  ): Generator<ReadonlyArray<StreamedContact>, ReadonlyArray<Problem> | undefined> {
    if (isLast) scanner.end()
    let batch: Array<StreamedContact> = []
    let rows = 0
    for (let row = scanner.next(); row !== undefined; row = scanner.next()) {
      const contact = table.read(row)
      if (contact !== undefined) batch.push(contact)
      if (++rows % BATCH_ROWS > 0) continue
      yield batch
      batch = []
    }
    yield batch
    return isLast ? table.end() : undefined
  }

  #lineAfter(text: string): number {
    return this.#table === undefined ? 1 + countLineBreaks(this.#beginning + text) : this.#table.scanner.lineAfter(text)
  }
}

const headerTooFar: Rejection = {
  code: "header_not_found",
  message: `has no header in its first ${MAX_LINE_CHARACTERS} characters`,
}
