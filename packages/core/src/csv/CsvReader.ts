import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import type { Rejection } from "../domain/Rejection.ts"
import { MAX_LINE_CHARACTERS } from "../streams/ndjson.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import { ContactTable } from "./ContactTable.ts"
import type { CsvHeader, CsvSummary } from "./CsvHeader.ts"
import type { CheckedOptions } from "./checkOptions.ts"
import { DecodingReader, scanInBatches, type TextSteps } from "./DecodingReader.ts"
import { ofFile } from "./fileProblems.ts"
import type { OptionSyntax } from "./optionSyntax.ts"
import { detectTable } from "./table/detectTable.ts"
import { countLineBreaks, RowScanner } from "./table/RowScanner.ts"
import type { TableLayout } from "./table/TableLayout.ts"

/** The first attempt to detect the table is made with this much text, each further one with twice as much. */
const FIRST_SAMPLE = 32 * 1024

/** The table, once its layout is known. */
interface OpenTable {
  readonly scanner: RowScanner
  readonly contacts: ContactTable
}

/** Reads the contacts of one CSV file. */
export class CsvReader extends DecodingReader<StreamedContact> {
  readonly #keepsCells: boolean
  /** The text so far, until the layout of the table is known. */
  #beginning = ""
  #sampleSize = FIRST_SAMPLE
  #table: OpenTable | undefined
  #header: CsvHeader | undefined

  constructor(options: CheckedOptions, syntax: OptionSyntax, keepsCells: boolean) {
    super(options, syntax)
    this.#keepsCells = keepsCells
  }

  /** What was detected about the file, once that is known. */
  get header(): CsvHeader | undefined {
    return this.#header
  }

  get summary(): CsvSummary {
    return this.#table?.contacts.summary ?? { unstored: [] }
  }

  /** At the end, a column that is not understood and has values is a problem. */
  protected override *readText(text: string, encoding: string, isLast: boolean): TextSteps<StreamedContact> {
    if (this.#table === undefined) {
      this.#beginning += text
      const problems = this.#openTable(encoding, isLast)
      if (problems !== undefined || this.#table === undefined) return problems
    } else this.#table.scanner.push(text)
    const { scanner, contacts } = this.#table
    yield* scanInBatches(scanner, isLast, (row) => contacts.read(row))
    return isLast ? contacts.end() : undefined
  }

  #openTable(encoding: string, isLast: boolean): ReadonlyArray<Problem> | undefined {
    if (!isLast && this.#beginning.length < this.#sampleSize) return undefined
    const sample = this.#beginning.slice(0, MAX_LINE_CHARACTERS)
    const isCut = this.#beginning.length > sample.length || (!isLast && sample.length === MAX_LINE_CHARACTERS)
    const layout = detectTable(sample, isLast || isCut, this.options, this.syntax)
    if (layout === undefined) {
      this.#sampleSize *= 2
      return undefined
    }
    if (Result.isFailure(layout)) return [ofFile(layout.failure)]
    if (isCut && layout.success.body.offset === sample.length) return [ofFile(headerTooFar)]
    return this.#planTable(layout.success, encoding)
  }

  #planTable(layout: TableLayout, encoding: string): ReadonlyArray<Problem> | undefined {
    const planned = ContactTable.plan(layout, this.options, this.syntax, this.#keepsCells)
    if (Result.isFailure(planned)) return planned.failure
    const contacts = planned.success
    const { separator, width, body } = layout
    const scanner = new RowScanner(separator, width, body.line)
    scanner.push(this.#beginning.slice(body.offset))
    this.#beginning = ""
    this.#table = { scanner, contacts }
    this.#header = { encoding, separator, ...contacts.header }
    return undefined
  }

  protected override lineAfter(text: string): number {
    return this.#table === undefined ? 1 + countLineBreaks(this.#beginning + text) : this.#table.scanner.lineAfter(text)
  }
}

const headerTooFar: Rejection = {
  code: "header_not_found",
  message: `has no header in its first ${MAX_LINE_CHARACTERS} characters`,
}
