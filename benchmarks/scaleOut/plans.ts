import type { Load } from "./servers.ts"

export interface ScaleOutPlan {
  /** How often each number of servers is measured. Every figure is the median of these rounds. */
  readonly rounds: number
  /** Numbers of servers, in increasing order. */
  readonly servers: ReadonlyArray<number>
  readonly load: Load
  /** Rows in the table before contacts are stored whose size is measured. */
  readonly rows: ReadonlyArray<number>
  /** Half of the requests of 1,000 contacts that are stored then. */
  readonly requests: number
}

export const fullScaleOut: ScaleOutPlan = {
  rounds: 3,
  servers: [1, 2, 4, 8],
  load: { size: 1000, pairs: 80, connections: 16 },
  rows: [0, 1_000_000, 5_000_000],
  requests: 60,
}

export const quickScaleOut: ScaleOutPlan = {
  rounds: 1,
  servers: [1, 2, 4, 8],
  load: { size: 1000, pairs: 16, connections: 16 },
  rows: [0, 100_000],
  requests: 10,
}
