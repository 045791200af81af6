import type { Result } from "../Results.ts"
import type { StartUp } from "../startUp.ts"

/** A Markdown table with one row per scenario and system. */
export const resultsTable = (results: ReadonlyArray<Result>): string =>
  markdown(
    [
      "scenario (contacts per request × connections)",
      "system",
      "contacts/s",
      "requests/s",
      "p50, ms",
      "p99, ms",
      "server CPU, µs/contact",
      "PostgreSQL CPU, µs/contact",
      "peak memory, MB",
      "loop delay p99, ms",
    ],
    results.map(({ scenario, system, median }) => [
      scenario,
      system,
      figure(median.contactsPerSecond),
      figure(median.requestsPerSecond),
      figure(median.p50Milliseconds),
      figure(median.p99Milliseconds),
      figure(median.serverCpuMicroseconds),
      figure(median.postgresCpuMicroseconds),
      figure(median.peakMegabytes),
      figure(median.loopDelayMilliseconds),
    ]),
  )

/** A Markdown table with one row per command. */
export const startUpTable = (startUp: ReadonlyArray<StartUp>): string =>
  markdown(
    ["start of", "CPU, s"],
    startUp.map(({ command, cpuSeconds }) => [command, figure(cpuSeconds)]),
    1,
  )

/** Numbers are aligned to the right; the first `texts` columns are not. */
export const markdown = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>, texts = 2): string =>
  [head, head.map((_, column) => (column < texts ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n")

/** Formats a number with three significant digits or all digits before the point; a dash if there is none. */
export const figure = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return "–"
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
}
