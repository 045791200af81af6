import type { Scenario } from "./measure/measure.ts"

export interface Plan {
  /** How often each scenario is run. Every figure is the median of these rounds. */
  readonly rounds: number
  readonly warmUp: ReadonlyArray<Scenario>
  /** Run on all systems, which take turns. */
  readonly sideBySide: ReadonlyArray<Scenario>
  /** Run on the memory store and on the server that only parses. */
  readonly memory: Scenario
  /** One NDJSON request. */
  readonly ndjson: Scenario
  /** Requests of increasing size. */
  readonly requestSizes: ReadonlyArray<Scenario>
  readonly connections: ReadonlyArray<Scenario>
  readonly organizations: { readonly counts: ReadonlyArray<number>; readonly scenario: Scenario }
  /** Row counts to which the table is filled before the scenario is run. */
  readonly rows: { readonly counts: ReadonlyArray<number>; readonly scenario: Scenario }
  /** NDJSON requests most of whose contacts exist, on tables without statistics, empty at first and then with many rows. */
  readonly neverAnalyzed: { readonly rows: number; readonly scenario: Scenario }
  /** How often each command is started. */
  readonly startUpRuns: number
}

/** What is run on both checkouts of a comparison. */
export interface ComparisonPlan {
  readonly rounds: number
  readonly warmUp: ReadonlyArray<Scenario>
  /** Run twice per round. */
  readonly postgres: ReadonlyArray<Scenario>
  /** One NDJSON request, on PostgreSQL, twice per round. */
  readonly ndjson: Scenario
  /** Run once per round, because emptying the memory store takes a restart. */
  readonly memory: ReadonlyArray<Scenario>
}

const scenario = (size: number, connections: number, requests: number, existing?: number): Scenario => {
  const title = `${format(size)} × C=${connections}${existing === undefined ? "" : ", half exist"}`
  return { title, size, connections, requests, ...(existing === undefined ? {} : { existing }) }
}

export const format = (count: number): string => count.toLocaleString("en-US")

/** The name of the NDJSON scenario. */
export const ndjsonTitle = ({ size }: Scenario): string => `NDJSON, ${format(size)} in one request`

/**
 * Enough requests for Node.js to compile the hot code, as it has in a server that has run for days. V8 optimizes the
 * functions of a request one after the other, the last of them after about 11,000 requests.
 */
const warmUp = [scenario(10_000, 2, 2), scenario(1000, 4, 24), scenario(100, 16, 100), scenario(1, 16, 15_000)]

export const full: Plan = {
  rounds: 3,
  warmUp,
  sideBySide: [
    scenario(10_000, 1, 8),
    scenario(10_000, 4, 16),
    scenario(1000, 4, 80),
    scenario(100, 16, 400),
    scenario(10, 16, 1000),
    scenario(1, 1, 400),
    scenario(1, 16, 2000),
    scenario(1, 64, 3000),
    scenario(1000, 4, 60, 0.5),
  ],
  memory: scenario(10_000, 2, 30),
  ndjson: scenario(1_000_000, 1, 1),
  requestSizes: [
    scenario(1, 1, 300),
    scenario(10, 1, 200),
    scenario(100, 1, 100),
    scenario(1000, 1, 30),
    scenario(100_000, 1, 2),
  ],
  connections: [scenario(1000, 1, 40), scenario(1000, 16, 64), scenario(1000, 64, 128)],
  organizations: { counts: [1, 10, 100, 1000], scenario: scenario(100, 16, 304) },
  rows: { counts: [1_000_000, 5_000_000], scenario: scenario(1000, 4, 60) },
  neverAnalyzed: { rows: 1_000_000, scenario: scenario(100_000, 1, 1, 0.9) },
  startUpRuns: 5,
}

export const quick: Plan = {
  rounds: 1,
  warmUp: [scenario(1000, 1, 1), scenario(1, 4, 40)],
  sideBySide: [
    scenario(10_000, 1, 1),
    scenario(1000, 4, 8),
    scenario(100, 16, 32),
    scenario(1, 16, 160),
    scenario(1000, 4, 8, 0.5),
  ],
  memory: scenario(10_000, 2, 6),
  ndjson: scenario(50_000, 1, 1),
  requestSizes: [scenario(1, 1, 50), scenario(100, 1, 20)],
  connections: [scenario(1000, 16, 16)],
  organizations: { counts: [1, 100], scenario: scenario(100, 16, 32) },
  rows: { counts: [100_000], scenario: scenario(1000, 4, 8) },
  neverAnalyzed: { rows: 500_000, scenario: scenario(20_000, 1, 1, 0.9) },
  startUpRuns: 1,
}

export const fullComparison: ComparisonPlan = {
  rounds: 6,
  warmUp,
  postgres: full.sideBySide,
  ndjson: scenario(200_000, 1, 1),
  memory: [scenario(10_000, 2, 20), scenario(1, 16, 4000)],
}

export const quickComparison: ComparisonPlan = {
  rounds: 5,
  warmUp,
  postgres: [
    scenario(10_000, 1, 4),
    scenario(10_000, 4, 8),
    scenario(1000, 4, 40),
    scenario(100, 16, 200),
    scenario(10, 16, 500),
    scenario(1, 1, 200),
    scenario(1, 16, 1000),
    scenario(1000, 4, 40, 0.5),
  ],
  ndjson: scenario(50_000, 1, 1),
  memory: [scenario(10_000, 2, 10), scenario(1, 16, 2000)],
}
