import type { BulkCreateCounts, Problem } from "@bulk-contacts/core"
import type { ColumnMatch } from "./columns.ts"
import type { ImportFile } from "./ImportFile.ts"
import type { ImportRefused } from "./ImportRefused.ts"
import { formatCount } from "./progressText.ts"

/** What became of an import. */
export const resultText = ({ total, created, skipped }: BulkCreateCounts, dryRun: boolean): string => {
  const contacts = `${formatCount(total)} ${total === 1 ? "contact" : "contacts"}`
  return dryRun
    ? `Would create ${formatCount(created)} of ${contacts}; ${formatCount(skipped)} would be skipped. Nothing was stored`
    : `Created ${formatCount(created)} of ${contacts}; ${formatCount(skipped)} skipped`
}

/** Which column is which field. */
export const columnsText = (name: string, columns: ReadonlyArray<ColumnMatch>): string => {
  const names = columns.map(({ column }) => printable(column))
  const width = Math.max(...names.map(({ length }) => length))
  return [name, ...columns.map(({ field }, i) => `  ${names[i]?.padEnd(width)} → ${field}`)].join("\n")
}

/** More problems are not read on a terminal. */
const MAX_PROBLEMS = 20

/** Why a file is refused: its problems, one on each line. */
export const refusalText = (
  name: string,
  places: ImportFile["places"],
  { reason, problems, omitted }: ImportRefused,
): string => {
  const shown = problems.slice(0, MAX_PROBLEMS)
  const rows = shown.map((problem) => [
    placeText(problem, places),
    printable(problem.field),
    printable(problem.message),
  ])
  const widths = [0, 1].map((i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)))
  const unshown = problems.length - shown.length + omitted
  return [
    `${name} is refused, and nothing of it was stored: ${reason}`,
    // Where no problem has a place, there is no column of places.
    ...rows.map((row) => row.map((cell, i) => (widths[i] === 0 ? "" : `  ${cell.padEnd(widths[i] ?? 0)}`)).join("")),
    ...(unshown > 0 ? [`  and ${formatCount(unshown)} more`] : []),
  ].join("\n")
}

const placeText = (problem: Problem, places: ImportFile["places"]): string => {
  const place = problem[places]
  if (place === undefined) return ""
  return places === "line" ? `line ${place}` : `contacts[${place}]`
}

/** What a file says, without what a terminal would obey, or break the line at. */
const printable = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, " ").trim()
