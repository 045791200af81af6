import { availableParallelism, cpus, totalmem } from "node:os"

/** Where a benchmark ran. */
export interface Machine {
  readonly cpu: string | undefined
  readonly cores: number
  readonly memoryGigabytes: number
  readonly node: string
  readonly postgres: string
}

export const machineOf = (postgres: string): Machine => ({
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 1e9),
  node: process.version,
  postgres,
})

export const describeMachine = ({ cpu, cores, memoryGigabytes, node, postgres }: Machine): string =>
  `on ${cores} cores of ${cpu} with ${memoryGigabytes} GB; Node.js ${node}, PostgreSQL ${postgres} with fsync`
