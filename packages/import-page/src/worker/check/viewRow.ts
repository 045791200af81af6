import type { RowView, ValueProblem } from "../../protocol.ts"
import { explain, type ProblemSentences } from "../../texts/explain.ts"
import { statusNames } from "../rowStatus.ts"
import type { CheckedFile } from "./CheckedFile.ts"
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
    number: source.store.numberOf(row),
    status: statusNames[file.statusOf(row)] ?? "valid",
    cells: view.cells,
    problems: onlyServerRejects ? [...view.problems, ...ofServer] : view.problems,
    ...(repeats !== undefined && { repeats: source.store.numberOf(repeats) }),
    ...(read?.contact != null && { email: read.contact.email }),
    ...(id !== undefined && { id }),
  }
}

/** What is wrong with a row, in one line; empty if nothing is. */
export const problemText = ({ reader, outcomes }: CheckedFile, row: number, sentences: ProblemSentences): string => {
  const read = reader.read(row)
  const isLocal = read !== undefined && read.problems.length > 0
  const problems = isLocal ? read.problems : (outcomes?.problems.get(row) ?? [])
  const say = (problem: ValueProblem) => {
    const text = explain(problem, sentences)
    if (problem.field === "contacts") return text
    const column = read === undefined ? undefined : reader.columns[columnOf(problem.field, read, reader.columns)]
    return `${column?.name ?? problem.field} ${text}`
  }
  return problems.map(say).join("; ")
}
