import type { Rejection } from "../../domain/Rejection.ts"
import { isBlank } from "../../domain/Text.ts"
import { lineTooLong, MAX_LINE_CHARACTERS } from "../../streams/ndjson.ts"

/** A row of a table, or why it cannot be read. */
export type ScannedRow = TableRow | UnreadableRow

export interface TableRow {
  /** The line on which the row begins, from 1. */
  readonly line: number
  /** Whether quoted cells have line breaks. */
  readonly hasLineBreaks: boolean
  /** At most as many as the scanner was told to keep. */
  readonly cells: ReadonlyArray<string>
  /** How many cells the row has, without empty ones that are not kept. */
  readonly width: number
  /** The text of the cells that are not kept, if any of them has a value. */
  readonly overflow?: string
  /** Cells that cannot be used, by their position, from 0. */
  readonly problems?: ReadonlyMap<number, Rejection>
  /** What separates the cells, if it is not what separates those of the table. */
  readonly separator?: string
}

export interface UnreadableRow {
  /** The line of the quote or of the row that cannot be read. */
  readonly line: number
  readonly problem: Rejection
  /** What could be read of it. The last cell is the text from the quote to the end of the line, as it is. */
  readonly cells: ReadonlyArray<string>
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const QUOTE = 0x22
const SPACE = 0x20
const TAB = 0x09
const NO_BREAK_SPACE = 0xa0

const INCOMPLETE = -1
const TORN = -2

const notClosed: Rejection = {
  code: "invalid_csv",
  message: "has a quote that is never closed: remove it, or write it twice inside a quoted cell",
}
const textAfterQuote: Rejection = {
  code: "invalid_csv",
  message: "has text after the closing quote of a cell: write a quote inside a quoted cell twice",
}

/**
 * Splits text that arrives in pieces into the rows of a table (RFC 4180, with any separator and any line endings).
 *
 * A quote opens a quoted cell at the beginning of a cell only, after optional white space; elsewhere it is an ordinary
 * character. If a quoted cell is not closed properly, the line with its opening quote is unreadable, and scanning
 * continues on the next line. Memory is limited by the length of a row. Time is linear: text after such a quote is
 * scanned at most twice, because any quote that could open a cell there would have ended the first one.
 */
export class RowScanner {
  readonly #separator: number
  readonly #maxCells: number
  /** From the first row that is not complete. */
  #text = ""
  #start = 0
  #line: number
  /** How many characters came before `#text`. */
  #passed = 0
  #isEnded = false
  /** A row that was not complete is scanned again once there is twice as much of it. */
  #awaited = 1
  /** Whether to skip the rest of the line. */
  #isSkipping = false
  // What the last quoted cell was.
  #cell = ""
  #breaks = 0
  #tornBy = notClosed

  /** Cells after the first `maxCells` are counted if they are not blank, and not kept. */
  constructor(separator: string, maxCells: number, line = 1) {
    this.#separator = separator.charCodeAt(0)
    this.#maxCells = maxCells
    this.#line = line
  }

  /** The offset of the next row in all of the text. */
  get offset(): number {
    return this.#passed + this.#start
  }

  /** The line of the next row. */
  get line(): number {
    return this.#line
  }

  /** The number of the line that `text` ends on, if it follows everything that was pushed. */
  lineAfter(text: string): number {
    return this.#line + countLineBreaks(this.#text.slice(this.#start) + text)
  }

  push(text: string): void {
    this.#passed += this.#start
    this.#text = this.#text.slice(this.#start) + text
    this.#start = 0
  }

  /** Says that no more text follows. */
  end(): void {
    this.#isEnded = true
  }

  /** The next row that is complete. */
  next(): ScannedRow | undefined {
    if (this.#isSkipping && !this.#skipLine()) return undefined
    const length = this.#text.length - this.#start
    if (length === 0 || (length < this.#awaited && !this.#isEnded)) return undefined
    const row = this.#scan()
    this.#awaited = row === undefined ? 2 * length : 1
    return row
  }

  /** Passes over lines that are empty, as `next` would. */
  skipEmptyLines(): void {
    if (this.#isSkipping) return
    const text = this.#text
    let at = this.#start
    for (;;) {
      const end = text.charCodeAt(at) === CARRIAGE_RETURN ? at + 1 : at
      if (text.charCodeAt(end) !== LINE_FEED) break
      at = end + 1
      this.#line++
    }
    if (at === this.#start) return
    this.#start = at
    this.#awaited = 1
  }

  #scan(): ScannedRow | undefined {
    const text = this.#text
    const end = text.length
    const separator = this.#separator
    const maxCells = this.#maxCells
    const cells: Array<string> = []
    let width = 0
    let line = this.#line
    let overflow = -1
    let i = this.#start
    for (;;) {
      let j = i
      let c = text.charCodeAt(j)
      while ((c === SPACE || c === TAB || c === NO_BREAK_SPACE) && c !== separator) c = text.charCodeAt(++j)
      let cell: string
      if (c === QUOTE) {
        const next = this.#scanQuoted(j)
        if (next === INCOMPLETE) return undefined
        if (next === TORN) return this.#endTorn(line, j, cells)
        cell = this.#cell
        line += this.#breaks
        j = next
        c = text.charCodeAt(j)
      } else {
        while (j < end && c !== separator && c !== LINE_FEED && c !== CARRIAGE_RETURN) c = text.charCodeAt(++j)
        cell = text.slice(i, j)
      }
      if (width < maxCells) {
        cells.push(cell)
        width++
      } else if (!isBlank(cell)) {
        if (width++ === maxCells) overflow = i
      }
      if (j < end && c === separator) {
        i = j + 1
        continue
      }
      return this.#endRow(j, line, cells, width, overflow)
    }
  }

  /** Ends a row at `end`, where there is a line break or nothing more. */
  #endRow(
    end: number,
    lastLine: number,
    cells: ReadonlyArray<string>,
    width: number,
    overflow: number,
  ): ScannedRow | undefined {
    const text = this.#text
    const isTooLong = end - this.#start > MAX_LINE_CHARACTERS
    let next = end
    if (end === text.length) {
      if (!this.#isEnded && !isTooLong) return undefined
      this.#isSkipping = !this.#isEnded
    } else if (text.charCodeAt(end) === LINE_FEED) next = end + 1
    // The line feed that belongs to a carriage return may still be to come.
    else if (end + 1 === text.length && !this.#isEnded) return undefined
    else next = text.charCodeAt(end + 1) === LINE_FEED ? end + 2 : end + 1
    const line = this.#line
    this.#start = next
    this.#line = this.#isSkipping ? lastLine : lastLine + 1
    if (isTooLong) return { line, problem: lineTooLong, cells: [] }
    const row = { line, hasLineBreaks: lastLine > line, cells, width }
    return overflow === -1 ? row : { ...row, overflow: text.slice(overflow, end) }
  }

  /**
   * Where the cell with the opening quote at `quote` ends: at a separator, at a line break or at the end of the text.
   */
  #scanQuoted(quote: number): number {
    const text = this.#text
    let hasQuotes = false
    let end = quote
    for (;;) {
      end = text.indexOf('"', end + 1)
      if (end === -1 || end - this.#start > MAX_LINE_CHARACTERS) {
        const isTorn = this.#isEnded || text.length - this.#start > MAX_LINE_CHARACTERS
        this.#tornBy = notClosed
        return isTorn ? TORN : INCOMPLETE
      }
      if (text.charCodeAt(end + 1) !== QUOTE) break
      hasQuotes = true
      end++
    }
    const cell = text.slice(quote + 1, end)
    this.#cell = hasQuotes ? cell.replaceAll('""', '"') : cell
    this.#breaks = countLineBreaks(cell)
    let next = end + 1
    let c = text.charCodeAt(next)
    while ((c === SPACE || c === TAB || c === NO_BREAK_SPACE) && c !== this.#separator) c = text.charCodeAt(++next)
    if (next >= text.length || c === this.#separator || c === LINE_FEED || c === CARRIAGE_RETURN) return next
    this.#tornBy = textAfterQuote
    return TORN
  }

  /** Skips the line with the quote that makes the row unreadable. Waits for its end, unless it is too long. */
  #endTorn(line: number, quote: number, cells: ReadonlyArray<string>): UnreadableRow | undefined {
    const text = this.#text
    const lineEnd = indexOfLineBreak(text, quote)
    if (lineEnd === -1 && !this.#isEnded && text.length - this.#start <= MAX_LINE_CHARACTERS) return undefined
    // The same text, however much of a longer one has arrived.
    const end = Math.min(lineEnd === -1 ? text.length : lineEnd, this.#start + MAX_LINE_CHARACTERS)
    this.#start = quote
    this.#line = line
    this.#isSkipping = true
    this.#skipLine()
    return { line, problem: this.#tornBy, cells: [...cells, text.slice(quote, end)] }
  }

  /** Passes over the rest of a line, as far as it is there; false if its end is not there. */
  #skipLine(): boolean {
    const end = indexOfLineBreak(this.#text, this.#start)
    if (end === -1) {
      this.#start = this.#text.length
      return false
    }
    if (this.#text.charCodeAt(end) === CARRIAGE_RETURN) {
      if (end + 1 === this.#text.length && !this.#isEnded) {
        this.#start = end
        return false
      }
      this.#start = this.#text.charCodeAt(end + 1) === LINE_FEED ? end + 2 : end + 1
    } else this.#start = end + 1
    this.#line++
    this.#isSkipping = false
    return true
  }
}

const indexOfLineBreak = (text: string, start: number): number => {
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === LINE_FEED || c === CARRIAGE_RETURN) return i
  }
  return -1
}

/** Each of LF, CR and CR LF is one. */
export const countLineBreaks = (text: string): number => {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === LINE_FEED || (c === CARRIAGE_RETURN && text.charCodeAt(i + 1) !== LINE_FEED)) count++
  }
  return count
}
