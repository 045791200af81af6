import type { BulkCreateCounts, Problem } from "@bulk-contacts/core"
import { oneLine } from "../terminal/printable.ts"
import type { ColumnMatch } from "./columns.ts"
import type { ImportFile } from "./ImportFile.ts"
import type { ImportRejected } from "./ImportRejected.ts"
import { formatCount } from "./progressText.ts"

/** The result of an import. */
export const resultText = ({ total, created, skipped }: BulkCreateCounts, dryRun: boolean): string => {
  const contacts = `${formatCount(total)} ${total === 1 ? "contact" : "contacts"}`
  return dryRun
    ? `Would create ${formatCount(created)} of ${contacts}; ${formatCount(skipped)} would be skipped. Nothing was stored`
    : `Created ${formatCount(created)} of ${contacts}; ${formatCount(skipped)} skipped`
}

/** The field of each column. */
export const columnsText = (name: string, columns: ReadonlyArray<ColumnMatch>): string => {
  const names = columns.map(({ column }) => oneLine(column))
  const width = Math.max(...names.map(({ length }) => length))
  return [oneLine(name), ...columns.map(({ field }, i) => `  ${names[i]?.padEnd(width)} → ${field}`)].join("\n")
}

/** Nobody reads more problems than these on a terminal. */
const MAX_PROBLEMS = 20

/** Why a file is rejected, with one problem per line. */
export const rejectionText = (
  name: string,
  positions: ImportFile["positions"],
  { reason, problems, omitted }: ImportRejected,
): string => {
  const shown = problems.slice(0, MAX_PROBLEMS)
  const rows = shown.map((problem) => [
    positionText(problem, positions),
    oneLine(problem.field),
    oneLine(problem.message),
  ])
  const widths = [0, 1].map((i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)))
  const hidden = problems.length - shown.length + omitted
  return [
    oneLine(`${name} was rejected and nothing was stored: ${reason}`),
    // If no problem has a position, there is no column for positions.
    ...rows.map((row) => row.map((cell, i) => (widths[i] === 0 ? "" : `  ${cell.padEnd(widths[i] ?? 0)}`)).join("")),
    ...(hidden > 0 ? [`  and ${formatCount(hidden)} more`] : []),
  ].join("\n")
}

const positionText = (problem: Problem, positions: ImportFile["positions"]): string => {
  const position = problem[positions]
  if (position === undefined) return ""
  return positions === "line" ? `line ${position}` : `contacts[${position}]`
}
