import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import fc from "fast-check"
import { utf8 } from "../../streams/sources.ts"

/** How a program writes a table. */
export interface Dialect {
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252"
  readonly hasMark: boolean
  readonly separator: string
  readonly namesSeparator: boolean
  readonly lineBreak: string
  readonly endsLastLine: boolean
  readonly quotesAll: boolean
  /** White space between a separator and a quote. */
  readonly padding: string
  /** Lines above the header. */
  readonly notes: ReadonlyArray<string>
  /** Blank lines after each row. */
  readonly blanks: ReadonlyArray<string>
  readonly leavesOutLastCells: boolean
  readonly extraSeparators: number
}

const note = fc.constantFrom(
  "",
  "Notes:",
  '"Some of these, are ""missing""."',
  "Exported on Monday",
  " ",
  '"two\nlines"',
)

export const dialect: fc.Arbitrary<Dialect> = fc.record({
  encoding: fc.constantFrom("utf-8", "utf-16le", "utf-16be", "windows-1252"),
  hasMark: fc.boolean(),
  separator: fc.constantFrom(",", ";", "\t", "|"),
  namesSeparator: fc.boolean(),
  lineBreak: fc.constantFrom("\n", "\r\n", "\r"),
  endsLastLine: fc.boolean(),
  quotesAll: fc.boolean(),
  padding: fc.constantFrom("", " ", "\u00a0"),
  notes: fc.array(note, { maxLength: 5 }),
  blanks: fc.array(fc.constantFrom("", " ", "\u00a0 "), { maxLength: 2 }),
  leavesOutLastCells: fc.boolean(),
  extraSeparators: fc.nat(2),
})

export type Rows = ReadonlyArray<ReadonlyArray<string>>

export interface WrittenTable {
  readonly bytes: Uint8Array
  /** The line on which each row begins; the header's is the first. */
  readonly lines: ReadonlyArray<number>
}

/** Writes a table, of which the first row is the header. */
export const writeTable = (rows: Rows, dialect: Dialect): WrittenTable => {
  const { separator, lineBreak, endsLastLine } = dialect
  const above = [...(dialect.namesSeparator ? [`sep=${separator}`] : []), ...dialect.notes]
  const chunks = above.map((text) => ({ text, row: -1 }))
  for (const [i, row] of rows.entries()) {
    chunks.push({ text: writeRow(row, i === 0, dialect), row: i })
    for (const text of dialect.blanks) chunks.push({ text, row: -1 })
  }
  const lines: Array<number> = []
  let line = 1
  for (const { text, row } of chunks) {
    if (row >= 0) lines.push(line)
    line += (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1
  }
  const text = chunks.map(({ text }) => text).join(lineBreak) + (endsLastLine ? lineBreak : "")
  return { bytes: encode(text, dialect), lines }
}

const writeRow = (row: ReadonlyArray<string>, isHeader: boolean, dialect: Dialect): string => {
  const { separator, quotesAll, padding, leavesOutLastCells, extraSeparators } = dialect
  const end = leavesOutLastCells && !isHeader ? row.findLastIndex((cell) => cell !== "") + 1 : row.length
  const cells = row.slice(0, end).map((cell) => {
    const needsQuotes = cell.includes(separator) || /["\r\n]/.test(cell)
    return quotesAll || needsQuotes ? `${padding}"${cell.replaceAll('"', '""')}"${padding}` : cell
  })
  return cells.join(separator) + separator.repeat(extraSeparators)
}

const encode = (text: string, { encoding, hasMark }: Dialect): Uint8Array => {
  switch (encoding) {
    case "utf-8":
      return utf8((hasMark ? "\uFEFF" : "") + text)
    case "utf-16le":
      return new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"))
    case "utf-16be":
      return new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le").swap16())
    case "windows-1252":
      return new Uint8Array(Buffer.from(text, "latin1"))
  }
}

/** Text that can be written in the encoding. */
export const cellIn = (encoding: Dialect["encoding"]): fc.Arbitrary<string> => {
  const sensitive = fc.string({
    unit: fc.constantFrom("a", " ", ",", '"', "\n", "\r\n", "\r", ";", "|", "\t", "ß", "="),
  })
  const latin = fc.string({ unit: fc.integer({ min: 0xa1, max: 0xff }).map((code) => String.fromCharCode(code)) })
  const any = fc.string({ unit: codePoint }).map((text) => text.toWellFormed())
  return fc.oneof(fc.constant(""), sensitive, encoding === "windows-1252" ? latin : any)
}
