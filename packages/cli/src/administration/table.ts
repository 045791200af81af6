import { printable } from "../terminal/printable.ts"

/** A column of a table: its title, and what a row shows in it. */
export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string | Date | null
}

/** Longer values are cut off, so that a row stays a line. `--json` has all of them. */
const MAX_CHARACTERS = 60

/** Rows as lines of aligned text. No value can break its line or reorder it. */
export const formatTable = <Row>(columns: ReadonlyArray<Column<Row>>, rows: ReadonlyArray<Row>): string => {
  const lines = [
    columns.map(({ title }) => title.toUpperCase()),
    ...rows.map((row) => columns.map(({ value }) => cell(value(row)))),
  ]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => charactersOf(line[i]).length)))
  return lines
    .map((line) =>
      line
        .map((text, i) => pad(text, widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}

/** A point in time as lists show it: to the second, in UTC. */
const formatTime = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z")

const cell = (value: string | Date | null): string => {
  if (value === null) return "-"
  const text = value instanceof Date ? formatTime(value) : printable(value.replace(/[\s\p{Cc}]+/gu, " "))
  const characters = charactersOf(text)
  return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS - 1).join("")}…` : text
}

const segmenter = new Intl.Segmenter()

/** Characters as a person counts them. */
const charactersOf = (text = ""): ReadonlyArray<string> => Array.from(segmenter.segment(text), ({ segment }) => segment)

const pad = (text: string, width: number): string => text + " ".repeat(width - charactersOf(text).length)
