import * as Result from "effect/Result"
import { type Rejection, reject } from "../../domain/Rejection.ts"
import type { CheckedOptions } from "../checkOptions.ts"
import type { OptionSyntax } from "../optionSyntax.ts"
import { scoreHeader } from "./headerScore.ts"
import { compareRanks } from "./rank.ts"
import { type Sample, sampleRows } from "./sampleRows.ts"
import { ambiguousSeparator, type TableLayout } from "./TableLayout.ts"

/** The layout of a table whose header begins on a given line of the file. Undefined if more text is needed. */
export const layoutWithHeaderAt = (
  text: string,
  isWhole: boolean,
  line: number,
  separators: ReadonlyArray<string>,
  options: CheckedOptions,
  syntax: OptionSyntax,
): Result.Result<TableLayout, Rejection> | undefined => {
  const offset = offsetOfLine(text, line)
  // A line feed that still belongs to the line before may follow.
  if (offset === undefined || (offset === text.length && !isWhole)) {
    return isWhole ? reject("header_not_found", `has no line ${line}, which should be the header`) : undefined
  }
  const samples = separators.map((separator) => sampleRows(text, isWhole, { offset, line }, separator, 1))
  return samples.some(({ isCut }) => isCut) ? undefined : chooseHeaderAt(line, samples, options, syntax)
}

/** The layout of a table whose header is in a given line, from samples that have it as their first row. */
export const chooseHeaderAt = (
  line: number,
  samples: ReadonlyArray<Sample>,
  options: CheckedOptions,
  syntax: OptionSyntax,
): Result.Result<TableLayout, Rejection> => {
  const headers = samples.flatMap(({ separator, rows: [row] }) => {
    if (row === undefined || row.line !== line) return []
    const { known = 0, emailColumns = [] } = scoreHeader(row.cells, options) ?? {}
    return [{ separator, row, rank: [emailColumns.length > 0 ? 1 : 0, known, row.cells.length] }]
  })
  const [best, second] = headers.toSorted((a, b) => compareRanks(a.rank, b.rank))
  if (best === undefined) {
    return reject("header_not_found", `has no header in line ${line}, which is blank or cannot be read`)
  }
  if (second !== undefined && best.row.cells.length > 1 && compareRanks(best.rank, second.rank) === 0) {
    return reject("ambiguous_separator", ambiguousSeparator(syntax))
  }
  return Result.succeed({ separator: best.separator, header: best.row, width: best.row.width, body: best.row.next })
}

const lineBreak = /\r\n|\r|\n/g

/** Where a line begins; undefined if the text has fewer lines. */
const offsetOfLine = (text: string, line: number): number | undefined => {
  if (line === 1) return 0
  let current = 1
  for (const { index, 0: characters } of text.matchAll(lineBreak)) {
    if (++current === line) return index + characters.length
  }
  return undefined
}
