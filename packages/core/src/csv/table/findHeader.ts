import * as Result from "effect/Result"
import { type Rejection, reject } from "../../domain/Rejection.ts"
import { isBlank, trim } from "../../domain/Text.ts"
import type { CheckedOptions } from "../checkOptions.ts"
import { looksLikeAddress } from "../columns/address.ts"
import type { OptionSyntax } from "../optionSyntax.ts"
import { type HeaderScore, scoreHeader } from "./headerScore.ts"
import { compareRanks, type Rank } from "./rank.ts"
import type { Sample, SampleRow, TextPosition } from "./sampleRows.ts"
import { ambiguousSeparator, type TableLayout } from "./TableLayout.ts"

/** How many rows at the beginning may be the header. */
export const HEADER_ROWS = 20

interface FoundHeader extends HeaderScore {
  readonly sample: Sample
  readonly row: SampleRow
}

/**
 * Finds the header, and with it the separator, in samples of the first rows, one for each possible separator: the row with
 * the most known names. A table without a row with values, which begins at `start`, is empty.
 */
export const findHeader = (
  samples: ReadonlyArray<Sample>,
  start: TextPosition,
  options: CheckedOptions,
  syntax: OptionSyntax,
): Result.Result<TableLayout, Rejection> => {
  // A row of separators is blank if they divide it.
  const blank = samples.find(({ isBlank }) => isBlank)
  if (blank !== undefined) {
    return Result.succeed({ separator: blank.separator, header: undefined, width: 0, body: start })
  }
  const headers = samples.flatMap((sample) => headersIn(sample, options))
  const best = chooseBest(headers.filter(({ emailColumns }) => emailColumns.length > 0))
  // A row of known names without an email is a header too: the missing column is reported next.
  const header = best ?? chooseBest(headers.filter(({ known }) => known > 1))
  if (header === undefined) return reject("header_not_found", noHeader(samples, syntax))
  if (header === "ambiguous") return reject("ambiguous_separator", ambiguousSeparator(syntax))
  const { sample, row, emailColumns } = header
  const contact = sample.rows.find(
    ({ line, cells }) => line < row.line && emailColumns.some((i) => looksLikeAddress(cells[i] ?? "")),
  )
  if (contact !== undefined) return reject("header_not_found", contactAbove(contact.line, row.line, syntax))
  return Result.succeed({ separator: sample.separator, header: row, width: row.width, body: row.next })
}

const headersIn = (sample: Sample, options: CheckedOptions): ReadonlyArray<FoundHeader> =>
  sample.rows.flatMap((row) => {
    const score = scoreHeader(row.cells, options)
    return score === null ? [] : [{ ...score, sample, row }]
  })

/** The one with the most known names; among equals the first in the file; among those the one with the most columns. */
const chooseBest = (headers: ReadonlyArray<FoundHeader>): FoundHeader | "ambiguous" | undefined => {
  const [best, second] = headers.toSorted((a, b) => compareRanks(rankOf(a), rankOf(b)))
  if (best === undefined || second === undefined) return best
  const isTie = compareRanks(rankOf(best), rankOf(second)) === 0
  // A header of one column is the same with every separator.
  return isTie && best.row.cells.length > 1 ? "ambiguous" : best
}

const rankOf = ({ known, row }: FoundHeader): Rank => [known, -row.line, row.cells.length]

const contactAbove = (contact: number, header: number, syntax: OptionSyntax): string =>
  `has what looks like a contact in line ${contact}, above the header in line ${header}: ` +
  `say which line is the header (${syntax({ option: "header", value: String(header) })})`

/** What to do if no row is a header, as far as the addresses in the first rows tell. */
const noHeader = (samples: ReadonlyArray<Sample>, syntax: OptionSyntax): string => {
  const message = `has no header in its first ${HEADER_ROWS} rows: no column has a known name for the email`
  for (const { rows } of samples.toSorted((a, b) => widthOf(b) - widthOf(a))) {
    const first = rows.findIndex(({ cells }) => cells.some(looksLikeAddress))
    if (first === -1) continue
    const column = rows[first]?.cells.findIndex(looksLikeAddress) ?? 0
    const withoutHeader = `${syntax({ option: "header", value: "none" })} ${syntax({ option: "map", column: String(column + 1), target: "email" })}`
    const name = trim(rows[first - 1]?.cells[column] ?? "")
    return first > 0 && !isBlank(name)
      ? `${message}. If ${JSON.stringify(name)} is that column: ${syntax({ option: "map", column: name, target: "email" })}. If the file has no header: ${withoutHeader}`
      : `${message}. If the file has no header: ${withoutHeader}`
  }
  const none = syntax({ option: "header", value: "none" })
  return `${message}. Name the column of the email, or say which line is the header (${syntax({ option: "header", value: "3" })}) or that there is none (${none})`
}

const widthOf = ({ rows }: Sample): number => rows.reduce((width, { cells }) => Math.max(width, cells.length), 0)
