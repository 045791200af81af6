import { csvRow, guardFormula, REJECTS_COLUMN } from "@bulk-contacts/core"
import * as Stream from "effect/Stream"
import { oneLine } from "../../terminal/printable.ts"
import type { ImportFile } from "../formats/ImportFile.ts"
import { placeOf } from "./problemPlace.ts"
import { problemsOf } from "./problemsOf.ts"
import type { RowResult } from "./RowResult.ts"

const BYTE_ORDER_MARK = "\uFEFF"

/** The contacts that are invalid, in the form of the file, each with what is wrong with it in one more, last column. */
export const rejectsText = <E, R>(
  file: ImportFile,
  results: Stream.Stream<RowResult, E, R>,
): Stream.Stream<string, E, R> => {
  const rejected = Stream.filter(results, ({ outcome }) => outcome.status === "invalid")
  switch (file.rejects.kind) {
    case "table":
      return tableText(file, file.rejects, rejected)
    case "lines":
      return Stream.map(rejected, (result) => `${JSON.stringify(toObject(file, result))}\n`)
    case "array": {
      const { defaults } = file
      const opening = Object.keys(defaults).length === 0 ? "[" : `${JSON.stringify(defaults).slice(0, -1)},"contacts":[`
      const items = Stream.map(Stream.zipWithIndex(rejected), ([result, i]) => {
        const text = JSON.stringify(toObject(file, result))
        return i === 0 ? `\n${text}` : `,\n${text}`
      })
      return Stream.make(opening).pipe(
        Stream.concat(items),
        Stream.concat(Stream.make(`\n]${opening === "[" ? "" : "}"}\n`)),
      )
    }
  }
}

const tableText = <E, R>(
  file: ImportFile,
  { columns, separator }: Extract<ImportFile["rejects"], { readonly kind: "table" }>,
  rejected: Stream.Stream<RowResult, E, R>,
): Stream.Stream<string, E, R> => {
  // A file of rejected rows that was imported again has the column already.
  const kept = columns.flatMap(({ name }, i) => (name === REJECTS_COLUMN ? [] : [i]))
  const write = (cells: ReadonlyArray<string>) => csvRow(cells.map(guardFormula), separator)
  const header = write([...kept.map((i) => columns[i]?.name ?? ""), REJECTS_COLUMN])
  const rows = Stream.map(rejected, (result) => {
    const { cells = [] } = result.row
    const values = kept.map((i) => cells[i] ?? "")
    const last = values.length - 1
    const extra = cells.slice(columns.length).filter((cell) => cell !== "")
    if (extra.length > 0) values[last] = [values[last], ...extra].join(" ")
    return write([...values, problemText(file, result)])
  })
  // Without the mark, Excel would not read the file as UTF-8.
  return Stream.concat(Stream.make(BYTE_ORDER_MARK + header), rows)
}

const problemText = (file: ImportFile, result: RowResult): string =>
  problemsOf(result)
    .map(({ field, message }) => {
      const column = placeOf(result.row, field, file.findings?.columns ?? []).column
      return field === "contacts" ? oneLine(message) : oneLine(`${column === "" ? field : column} ${message}`)
    })
    .join("; ")

/** A contact as an object, whatever it was: text that is not JSON is an address with or without a name. */
const toObject = (file: ImportFile, result: RowResult): object => ({
  ...fieldsOf("contact" in result.row ? result.row.contact : (result.row.cells?.[0] ?? "")),
  [REJECTS_COLUMN]: problemText(file, result),
})

const fieldsOf = (contact: unknown): object => {
  if (typeof contact === "object" && contact !== null && !Array.isArray(contact)) return contact
  if (typeof contact !== "string") return { email: JSON.stringify(contact) }
  const parsed = parse(contact)
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : { email: contact }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
