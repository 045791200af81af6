import type { Measurement } from "./measure/measure.ts"
import { median } from "./measure/statistics.ts"

/** A scenario on a system: all its runs, one per round, and their medians. */
export interface Result {
  readonly scenario: string
  readonly system: string
  readonly median: Measurement
  readonly runs: ReadonlyArray<Measurement>
}

/** All measurements, in the order in which each scenario was first run on each system. */
export class Results {
  readonly #runs = new Map<string, { scenario: string; system: string; runs: Array<Measurement> }>()

  add(scenario: string, system: string, measurement: Measurement): void {
    const key = JSON.stringify([scenario, system])
    const known = this.#runs.get(key) ?? { scenario, system, runs: [] }
    this.#runs.set(key, known)
    known.runs.push(measurement)
    const rate = Math.round(measurement.contactsPerSecond).toLocaleString("en-US")
    process.stderr.write(`${scenario}; ${system}: ${rate} contacts/s\n`)
  }

  all(): ReadonlyArray<Result> {
    return [...this.#runs.values()].map((measured) => ({ ...measured, median: medianOf(measured.runs) }))
  }

  find(scenario: string, system: string): Measurement | undefined {
    return this.all().find((result) => result.scenario === scenario && result.system === system)?.median
  }
}

const medianOf = (runs: ReadonlyArray<Measurement>): Measurement => {
  const of = (read: (run: Measurement) => number) => median(runs.map(read))
  const known = (read: (run: Measurement) => number | null) => {
    const values = runs.map(read).filter((value) => value !== null)
    return values.length === 0 ? null : median(values)
  }
  return {
    contactsPerSecond: of((run) => run.contactsPerSecond),
    requestsPerSecond: of((run) => run.requestsPerSecond),
    p50Milliseconds: of((run) => run.p50Milliseconds),
    p99Milliseconds: of((run) => run.p99Milliseconds),
    serverCpuMicroseconds: known((run) => run.serverCpuMicroseconds),
    postgresCpuMicroseconds: known((run) => run.postgresCpuMicroseconds),
    idleMegabytes: known((run) => run.idleMegabytes),
    peakMegabytes: known((run) => run.peakMegabytes),
    loopDelayMilliseconds: known((run) => run.loopDelayMilliseconds),
  }
}
