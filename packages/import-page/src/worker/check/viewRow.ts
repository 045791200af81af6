import type { RowView } from "../../protocol.ts"
import { statusNames } from "../rowStatus.ts"
import type { CheckedFile } from "./CheckedFile.ts"
import type { ContactReader, ReadRow } from "./ContactReader.ts"
import { columnOf } from "./columnOf.ts"
import { viewCells } from "./viewCells.ts"

/** A row as the page shows it. */
export const viewRow = (file: CheckedFile, row: number): RowView => {
  const { source, reader, checked, outcomes } = file
  const read = reader.read(row)
  const repeats = checked.firstWithEmail.get(row)
  const id = file.idOf(row)
  const ofServer = outcomes?.problems.get(row)
  const view =
    read === undefined ? { cells: [], problems: [] } : viewCells(source.store.cellsOf(row), read, reader.columns)
  const onlyServerRejects = ofServer !== undefined && read !== undefined && read.problems.length === 0
  return {
    row,
    line: source.store.lineOf(row),
    status: statusNames[file.statusOf(row)] ?? "valid",
    cells: view.cells,
    problems: onlyServerRejects ? [...view.problems, ofServer] : view.problems,
    ...(repeats !== undefined && { repeats: source.store.lineOf(repeats) }),
    ...(read?.contact != null && { email: read.contact.email }),
    ...(id !== undefined && { id }),
  }
}

/** What is wrong with a row, in one line; empty if nothing is. */
export const problemText = ({ reader, outcomes }: CheckedFile, row: number): string => {
  const read = reader.read(row)
  if (read === undefined || read.problems.length === 0) return outcomes?.problems.get(row) ?? ""
  return read.problems.map((problem) => nameProblem(problem, read, reader)).join("; ")
}

const nameProblem = (
  { field, message }: ReadRow["problems"][number],
  read: ReadRow,
  { columns }: ContactReader,
): string => {
  if (field === "contacts") return message
  return `${columns[columnOf(field, read, columns)]?.name ?? field} ${message}`
}
