import { OTHER, THIS } from "../Comparison.ts"
import type { Measurement } from "../measure/measure.ts"
import { geometricMean, median, percentile } from "../measure/statistics.ts"
import type { Result } from "../Results.ts"
import { figure, markdown } from "./table.ts"

type Measure = (run: Measurement) => number | null

const rate: Measure = (run) => run.contactsPerSecond

/** What is compared. The rate is that of contacts and of requests, because all requests of a scenario have one size. */
const columns: ReadonlyArray<{ readonly title: string; readonly measure: Measure }> = [
  { title: "rate", measure: rate },
  { title: "p99", measure: (run) => run.p99Milliseconds },
  { title: "server CPU", measure: (run) => run.serverCpuMicroseconds },
  { title: "PostgreSQL CPU", measure: (run) => run.postgresCpuMicroseconds },
  { title: "peak memory", measure: (run) => run.peakMegabytes },
]

/** A scenario on both checkouts. */
interface Pair {
  readonly own: Result
  readonly other: Result
}

/** A Markdown table with one row per scenario, and the geometric mean of each ratio. */
export const ratiosTable = (results: ReadonlyArray<Result>): string => {
  const pairs = pairsOf(results)
  return markdown(
    [
      "scenario (contacts per request × connections)",
      "contacts/s, this",
      "contacts/s, other",
      "requests/s, this",
      "requests/s, other",
      ...columns.map(({ title }) => `${title}, ratio`),
      "rate, middle half",
    ],
    [
      ...pairs.map((pair) => [
        pair.own.scenario,
        figure(pair.own.median.contactsPerSecond),
        figure(pair.other.median.contactsPerSecond),
        figure(pair.own.median.requestsPerSecond),
        figure(pair.other.median.requestsPerSecond),
        ...columns.map(({ measure }) => decimals(median(ratios(pair, measure)))),
        [0.25, 0.75].map((share) => decimals(percentile(ratios(pair, rate), share))).join("–"),
      ]),
      [
        "**geometric mean**",
        "",
        "",
        "",
        "",
        ...columns.map(({ measure }) => `**${decimals(mean(pairs, measure))}**`),
        "",
      ],
    ],
    1,
  )
}

const pairsOf = (results: ReadonlyArray<Result>): ReadonlyArray<Pair> =>
  results
    .filter(({ system }) => system === THIS)
    .flatMap((own) => {
      const other = results.find(({ scenario, system }) => scenario === own.scenario && system === OTHER)
      return other === undefined ? [] : { own, other }
    })

/**
 * This checkout divided by the other one, once per round. Within a round both run right after each other, so load on the
 * machine that changes more slowly affects both and cancels out.
 */
const ratios = ({ own, other }: Pair, measure: Measure): ReadonlyArray<number> =>
  own.runs.flatMap((run, round) => {
    const otherRun = other.runs[round]
    const [dividend, divisor] = [measure(run), otherRun === undefined ? null : measure(otherRun)]
    // The CPU time of a short run can be less than the resolution of /proc.
    return dividend && divisor ? [dividend / divisor] : []
  })

/** Of the scenarios for which it was measured. */
const mean = (pairs: ReadonlyArray<Pair>, measure: Measure): number =>
  geometricMean(pairs.map((pair) => median(ratios(pair, measure))).filter(Number.isFinite))

const decimals = (ratio: number): string => (Number.isFinite(ratio) ? ratio.toFixed(2) : "–")
