import type { Result } from "../Results.ts"

/** All results, a row for each scenario and system, as Markdown. */
export const resultsTable = (results: ReadonlyArray<Result>): string =>
  markdown(
    [
      "scenario (contacts of a request × connections)",
      "system",
      "contacts/s",
      "p50, ms",
      "p99, ms",
      "server CPU, µs a contact",
      "PostgreSQL CPU, µs a contact",
      "peak memory, MB",
      "loop delay p99, ms",
    ],
    results.map(({ scenario, system, median }) => [
      scenario,
      system,
      figure(median.contactsPerSecond),
      figure(median.p50Milliseconds),
      figure(median.p99Milliseconds),
      figure(median.serverCpuMicroseconds),
      figure(median.postgresCpuMicroseconds),
      figure(median.peakMegabytes),
      figure(median.loopDelayMilliseconds),
    ]),
  )

/** The first two columns are text, the others are numbers. */
export const markdown = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map((_, column) => (column < 2 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n")

/** A number with as many digits as mean something. */
export const figure = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return "–"
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
}
