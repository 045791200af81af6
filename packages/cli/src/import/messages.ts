import type { BulkCreateCounts, Problem } from "@bulk-contacts/core"
import { formatContacts, formatCount } from "../terminal/counts.ts"
import { listed } from "../terminal/listed.ts"
import { oneLine } from "../terminal/printable.ts"
import type { ImportResult } from "./destination.ts"
import type { Findings } from "./formats/Findings.ts"
import type { ImportFile } from "./formats/ImportFile.ts"
import type { ImportRejected } from "./ImportRejected.ts"

/** The result of an import. */
export const resultText = ({ total, created, skipped, invalid }: BulkCreateCounts, dryRun: boolean): string => {
  const leftOut = invalid === undefined ? "" : `, ${formatCount(invalid)} left out as invalid`
  return dryRun
    ? `Would create ${formatCount(created)} of ${formatContacts(total)}; ${formatCount(skipped)} would be skipped${leftOut}. Nothing was stored`
    : `Created ${formatCount(created)} of ${formatContacts(total)}; ${formatCount(skipped)} skipped${leftOut}`
}

/** Nobody reads more columns than these in a line. */
const MAX_UNUSED = 50

/** What was found out about a file: how it is written, which column is which field, and what is not stored. */
export const findingsText = (name: string, { form, columns, notes }: Findings): string => {
  const used = columns.flatMap(({ name, target }) => (target === null ? [] : [[oneLine(name), target] as const]))
  const unused = columns.flatMap(({ name, target, isUnderstood }) => (target === null && isUnderstood ? [name] : []))
  const width = Math.max(...used.map(([column]) => column.length))
  return [
    `${oneLine(name)} (${form.join(", ")})`,
    ...used.map(([column, target]) => `  ${column.padEnd(width)} → ${oneLine(target)}`),
    ...(unused.length > 0 ? [`  not used: ${listed(unused, MAX_UNUSED)}`] : []),
    ...notes.map((note) => `  ${note}`),
  ].join("\n")
}

/** Nobody reads more problems than these on a terminal. */
export const MAX_PROBLEMS = 20

/** Problems, each with its place in the file as far as it is known. */
interface LocatedProblems {
  readonly problems: ReadonlyArray<
    Pick<Problem, "field" | "message" | "index" | "line"> & { readonly column?: string; readonly value?: string }
  >
}

/** Why a file is rejected, with one problem per line. */
export const rejectionText = (
  name: string,
  positions: ImportFile["positions"],
  { reason, problems, omitted }: Pick<ImportRejected, "reason" | "omitted"> & LocatedProblems,
): string => {
  const reasonText = oneLine(`${name} was rejected and nothing was stored: ${reason}`)
  return [reasonText, ...problemLines(positions, problems, omitted)].join("\n")
}

/** What is wrong with the contacts that a lenient import left out, with one problem per line. */
export const leftOutText = (
  positions: ImportFile["positions"],
  { invalid = 0, omitted = 0 }: Pick<ImportResult, "invalid" | "omitted">,
  details: LocatedProblems["problems"],
): string => {
  const contacts = `${formatCount(invalid)} invalid ${invalid === 1 ? "contact was" : "contacts were"} left out:`
  return [contacts, ...problemLines(positions, details, omitted)].join("\n")
}

const problemLines = (
  positions: ImportFile["positions"],
  problems: LocatedProblems["problems"],
  omitted: number,
): ReadonlyArray<string> => {
  const shown = problems.slice(0, MAX_PROBLEMS)
  const rows = shown.map((problem) => [
    positionText(problem, positions),
    oneLine(problem.column || problem.field),
    problem.value === undefined || problem.value === "" ? "" : JSON.stringify(shorten(problem.value)),
    oneLine(problem.message),
  ])
  const widths = [0, 1, 2].map((i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)))
  const hidden = problems.length - shown.length + omitted
  return [
    // If no problem has a position or a value, there is no column for it.
    ...rows.map((row) => row.map((cell, i) => (widths[i] === 0 ? "" : `  ${cell.padEnd(widths[i] ?? 0)}`)).join("")),
    ...(hidden > 0 ? [`  and ${formatCount(hidden)} more`] : []),
  ]
}

const MAX_VALUE_CHARACTERS = 40

const shorten = (value: string): string => {
  const line = oneLine(value)
  return line.length > MAX_VALUE_CHARACTERS ? `${line.slice(0, MAX_VALUE_CHARACTERS).toWellFormed()}…` : line
}

const positionText = (problem: Pick<Problem, "index" | "line">, positions: ImportFile["positions"]): string => {
  const position = problem[positions]
  if (position === undefined) return ""
  return positions === "line" ? `line ${position}` : `contacts[${position}]`
}
