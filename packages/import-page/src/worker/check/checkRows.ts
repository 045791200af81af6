import type { CheckResult, Plan } from "../../protocol.ts"
import { nextTurn } from "../nextTurn.ts"
import { findHeader } from "../source/findHeader.ts"
import type { SourceFile } from "../source/SourceFile.ts"
import { Checked } from "./Checked.ts"
import { CheckedFile } from "./CheckedFile.ts"
import { ContactReader } from "./ContactReader.ts"

/** Others get their turn after so many rows: those that the page wants to show. */
const SLICE = 4000

/** Checks all rows. `onSlice` is called now and then with the rows that are done, and may throw to end it. */
export const checkRows = async (
  source: SourceFile,
  plan: Plan,
  onSlice: (rows: number) => void,
): Promise<CheckedFile> => {
  const header = findHeader(source, plan.header)
  const reader = new ContactReader(source, header, plan)
  const checked = new Checked(source, reader)
  for (let row = header.body; row < source.store.length; row++) {
    checked.add(row)
    if (row % SLICE !== 0) continue
    await nextTurn()
    onSlice(row)
  }
  checked.end()
  return new CheckedFile(source, header, reader, checked)
}

/** What a check found out, for the page. */
export const describeCheck = ({ header, reader, checked }: CheckedFile): CheckResult => {
  const { unstored } = reader
  return {
    headerLine: header.line,
    program: reader.program,
    columns: reader.columns.map((column, i) => ({
      ...column,
      samples: checked.samples[i] ?? [],
      filled: checked.filled[i] ?? 0,
      unstored: unstored.get(column.name) ?? 0,
    })),
    fileProblems: [...reader.columnProblems, ...reader.undecided],
    counts: checked.counts,
    groups: checked.groups,
  }
}
