import type { Measurement } from "../measure/measure.ts"
import { dryRunTitle, outcomesTitle } from "../neverAnalyzed.ts"
import type { Results } from "../Results.ts"
import { rowsTitle } from "../runs.ts"
import { ndjsonTitle, type Plan } from "../scenarios.ts"
import { IN_MEMORY, ON_POSTGRES } from "../systems/bulkContacts.ts"
import { COPY_CONVENTIONAL } from "../systems/copy.ts"
import { JSON_ONLY, UNNEST } from "../systems/peers.ts"
import { figure, markdown } from "./table.ts"

interface Target {
  readonly scenario: string
  readonly against: string
  readonly value: number | undefined
  readonly bound: "≥" | "≤"
  readonly limit: number
  readonly unit: "×" | "ms" | "MB"
}

export interface JudgedTarget extends Target {
  /** Undefined if it was not measured. */
  readonly met: boolean | undefined
}

/** Compares this project's figures with its targets, within one run. */
export const judgeTargets = (results: Results, plan: Plan): ReadonlyArray<JudgedTarget> =>
  targets(results, plan).map((target) => ({
    ...target,
    met:
      target.value === undefined
        ? undefined
        : target.bound === "≥"
          ? target.value >= target.limit
          : target.value <= target.limit,
  }))

const targets = (results: Results, { memory, ndjson, rows, neverAnalyzed }: Plan): ReadonlyArray<Target> => {
  const ours = (scenario: string) => results.find(scenario, ON_POSTGRES)
  const atLeast = (scenario: string, limit: number, against: string): Target => {
    const value = ratio(ours(scenario), results.find(scenario, against))
    return { scenario, against, value, bound: "≥", limit, unit: "×" }
  }
  const rateTo = (scenario: string, limit: number, other: string): Target => {
    const value = ratio(ours(scenario), ours(other))
    return { scenario, against: `its own ${other}`, value, bound: "≥", limit, unit: "×" }
  }
  const ofLargeRequests = (scenario: string) => [
    atLeast(scenario, 1.2, COPY_CONVENTIONAL),
    atLeast(scenario, 1.7, UNNEST),
  ]
  const lines = ours(ndjsonTitle(ndjson))
  const manyRows = Math.max(...rows.counts)
  return [
    ...ofLargeRequests("10,000 × C=4"),
    ...ofLargeRequests("1,000 × C=4"),
    atLeast("1,000 × C=4, half exist", 1.3, UNNEST),
    atLeast("100 × C=16", 1.3, UNNEST),
    atLeast("10 × C=16", 1, UNNEST),
    atLeast("1 × C=16", 1.2, UNNEST),
    atLeast("1 × C=64", 1.5, UNNEST),
    {
      scenario: "1 × C=16",
      against: `p99 of ${UNNEST}`,
      value: slowness(ours("1 × C=16"), results.find("1 × C=16", UNNEST)),
      bound: "≤",
      limit: 1.2,
      unit: "×",
    },
    {
      scenario: `memory store, ${memory.title}`,
      against: JSON_ONLY,
      value: ratio(results.find(memory.title, IN_MEMORY), results.find(memory.title, JSON_ONLY)),
      bound: "≥",
      limit: 0.25,
      unit: "×",
    },
    rateTo(ndjsonTitle(ndjson), 0.7, "10,000 × C=1"),
    {
      scenario: ndjsonTitle(ndjson),
      against: "peak memory over idle",
      value: lines === undefined ? undefined : overIdle(lines),
      bound: "≤",
      limit: 150,
      unit: "MB",
    },
    rateTo(rowsTitle(rows.scenario, manyRows), 0.5, rowsTitle(rows.scenario, 0)),
    ...[dryRunTitle, outcomesTitle].map((title) =>
      rateTo(title(neverAnalyzed.scenario, neverAnalyzed.rows), 0.5, title(neverAnalyzed.scenario, 0)),
    ),
    {
      scenario: "10,000 × C=4",
      against: "event-loop delay p99",
      value: ours("10,000 × C=4")?.loopDelayMilliseconds ?? undefined,
      bound: "≤",
      limit: 50,
      unit: "ms",
    },
  ]
}

const ratio = (one: Measurement | undefined, other: Measurement | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one.contactsPerSecond / other.contactsPerSecond

const slowness = (one: Measurement | undefined, other: Measurement | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one.p99Milliseconds / other.p99Milliseconds

const overIdle = ({ peakMegabytes, idleMegabytes }: Measurement): number | undefined =>
  peakMegabytes === null || idleMegabytes === null ? undefined : peakMegabytes - idleMegabytes

export const targetsTable = (targets: ReadonlyArray<JudgedTarget>): string =>
  markdown(
    ["scenario", "against", "measured", "target", ""],
    targets.map(({ scenario, against, value, bound, limit, unit, met }) => [
      scenario,
      against,
      value === undefined ? "–" : `${figure(value)} ${unit}`,
      `${bound} ${figure(limit)} ${unit}`,
      met === undefined ? "not measured" : met ? "met" : "not met",
    ]),
  )
