import type { CheckedOptions } from "../checkOptions.ts"
import { looksLikeAddress } from "../columns/address.ts"
import { compareRanks } from "./rank.ts"
import type { Sample, TextPosition } from "./sampleRows.ts"
import type { TableLayout } from "./TableLayout.ts"

/**
 * The layout of a table without a header, from samples of its first rows: the separator is the one that puts addresses
 * into the email column.
 */
export const layoutWithoutHeader = (
  samples: ReadonlyArray<Sample>,
  start: TextPosition,
  options: CheckedOptions,
): TableLayout => {
  const emailColumns = [...options.map].flatMap(([name, target]) => (target === "email" ? [Number(name) - 1] : []))
  const ranked = samples.map(({ separator, rows }) => {
    const isContact = (cells: ReadonlyArray<string>) => emailColumns.some((i) => looksLikeAddress(cells[i] ?? ""))
    const width = rows.reduce((widest, row) => Math.max(widest, row.width), 0)
    return { separator, width, rank: [rows.filter(({ cells }) => isContact(cells)).length, width] }
  })
  const [best] = ranked.toSorted((a, b) => compareRanks(a.rank, b.rank))
  const { separator = ",", width = 0 } = best ?? {}
  return { separator, header: undefined, width, body: start }
}
