import type { Scenario } from "./measure/measure.ts"

export interface Plan {
  readonly rounds: number
  readonly warmUp: ReadonlyArray<Scenario>
  /** On all systems, side by side. */
  readonly sideBySide: ReadonlyArray<Scenario>
  /** On the memory store and the server that only parses. */
  readonly memory: Scenario
  /** A contact a line, in one request. */
  readonly ndjson: Scenario
  /** Requests that grow. */
  readonly requestSizes: ReadonlyArray<Scenario>
  readonly connections: ReadonlyArray<Scenario>
  readonly organizations: { readonly counts: ReadonlyArray<number>; readonly scenario: Scenario }
  /** A table that grows to so many rows. */
  readonly rows: { readonly counts: ReadonlyArray<number>; readonly scenario: Scenario }
}

const scenario = (size: number, connections: number, requests: number, existing?: number): Scenario => {
  const title = `${format(size)} × C=${connections}${existing === undefined ? "" : ", half exist"}`
  return { title, size, connections, requests, ...(existing === undefined ? {} : { existing }) }
}

export const format = (count: number): string => count.toLocaleString("en-US")

/** Until what Node.js compiles is compiled: servers run for weeks. */
const warmUp = [scenario(10_000, 2, 2), scenario(1000, 4, 24), scenario(100, 16, 100), scenario(1, 16, 800)]

export const full: Plan = {
  rounds: 3,
  warmUp,
  sideBySide: [
    scenario(10_000, 1, 8),
    scenario(10_000, 4, 16),
    scenario(1000, 4, 80),
    scenario(100, 16, 400),
    scenario(1, 16, 2000),
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
}
