import { formatCount } from "../terminal/counts.ts"
import { oneLine } from "../terminal/printable.ts"
import type { Snapshot } from "./ImportProgress.ts"

const BAR_WIDTH = 24

/** One line for a terminal with `columns` columns. What does not fit is left out, the least important first. */
export const progressBar = (fileName: string, snapshot: Snapshot, columns: number): string => {
  const name = oneLine(fileName)
  const filled = Math.round(snapshot.fraction * BAR_WIDTH)
  const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${percent(snapshot).padStart(4)}`
  let line = bar
  for (const part of partsOf(snapshot)) {
    // The last column stays free: some terminals wrap to the next line after it.
    if (line.length + part.length + 2 < columns) line += `  ${part}`
  }
  return line.length + name.length + 2 < columns ? `${name}  ${line}` : line.slice(0, columns - 1)
}

/** One line for a log. */
export const progressLine = (name: string, snapshot: Snapshot): string =>
  `${oneLine(name)}: ${percent(snapshot)}, ${partsOf(snapshot)
    .map((part) => part.trim())
    .join(", ")}`

const percent = ({ fraction }: Snapshot): string => `${Math.floor(fraction * 100)}%`

/** The most important first. Each keeps its width, so that the line does not jump. */
const partsOf = ({ fraction, bytes, size, contacts, elapsed, storing }: Snapshot): ReadonlyArray<string> => {
  const counted = `${formatCount(contacts)} contacts`
  if (storing !== undefined) return [`storing, ${formatSeconds(storing)}`, counted]
  const isMeasured = elapsed > 0.5 && fraction > 0
  const left = isMeasured ? formatSeconds((elapsed / fraction) * (1 - fraction)) : "–"
  const read = `${formatMegabytes(bytes)} of ${formatMegabytes(size)} MB`
  return [`${left.padStart(5)} left`, counted, read, ...(isMeasured ? [`${formatCount(contacts / elapsed)}/s`] : [])]
}

const megabytes = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const formatMegabytes = (bytes: number): string => megabytes.format(bytes / 1e6)

const formatSeconds = (seconds: number): string => {
  const whole = Math.ceil(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
