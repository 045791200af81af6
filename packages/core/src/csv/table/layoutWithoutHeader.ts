import { Result } from "effect"
import type { Rejection } from "../../domain/Rejection.ts"
import type { CheckedOptions } from "../checkOptions.ts"
import { looksLikeAddress } from "../columns/address.ts"
import { compareRanks } from "./rank.ts"
import { sampleRows, type TextPosition } from "./sampleRows.ts"
import type { TableLayout } from "./TableLayout.ts"

const SAMPLE_ROWS = 20

/**
 * The layout of a table without a header: the separator is the one that puts addresses into the email column. Undefined
 * if more text is needed.
 */
export const layoutWithoutHeader = (
  text: string,
  isWhole: boolean,
  start: TextPosition,
  separators: ReadonlyArray<string>,
  options: CheckedOptions,
): Result.Result<TableLayout, Rejection> | undefined => {
  const samples = separators.map((separator) => sampleRows(text, isWhole, start, separator, SAMPLE_ROWS))
  if (samples.some(({ isCut }) => isCut)) return undefined
  const emailColumns = [...options.map].flatMap(([name, target]) => (target === "email" ? [Number(name) - 1] : []))
  const ranked = samples.map(({ separator, rows }) => {
    const isContact = (cells: ReadonlyArray<string>) => emailColumns.some((i) => looksLikeAddress(cells[i] ?? ""))
    const width = rows.reduce((widest, row) => Math.max(widest, row.width), 0)
    return { separator, width, rank: [rows.filter(({ cells }) => isContact(cells)).length, width] }
  })
  const [best] = ranked.toSorted((a, b) => compareRanks(a.rank, b.rank))
  const { separator = ",", width = 0 } = best ?? {}
  return Result.succeed({ separator, header: undefined, width, body: start })
}
