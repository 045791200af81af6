import type { System } from "../systems/System.ts"
import { cpuSeconds, forgetPeak, peakMegabytes, residentMegabytes } from "./processes.ts"

/** What a run used; null is what cannot be measured here. */
export interface Usage {
  /** CPU of a contact. */
  readonly serverCpuMicroseconds: number | null
  readonly postgresCpuMicroseconds: number | null
  /** What the server held in memory before, and the most that it held. */
  readonly idleMegabytes: number | null
  readonly peakMegabytes: number | null
  /** The 99th percentile of the delay of the server's event loop. */
  readonly loopDelayMilliseconds: number | null
}

/** Begins to measure; what it answers ends it, after so many contacts. */
export const startUsage = (system: System, postgresPid: number): ((contacts: number) => Promise<Usage>) => {
  const server = system.server()
  const ofServer = <Value>(read: (pid: number) => Value): Value | null => (server === null ? null : read(server.pid))
  const readCpu = () => ({
    server: ofServer(cpuSeconds),
    postgres: system.usesPostgres ? cpuSeconds(postgresPid) : null,
  })

  const idleMegabytes = ofServer(residentMegabytes)
  ofServer(forgetPeak)
  server?.forgetLoopDelay()
  const before = readCpu()
  return async (contacts) => {
    const after = readCpu()
    return {
      serverCpuMicroseconds: microsecondsEach(before.server, after.server, contacts),
      postgresCpuMicroseconds: microsecondsEach(before.postgres, after.postgres, contacts),
      idleMegabytes,
      peakMegabytes: ofServer(peakMegabytes),
      loopDelayMilliseconds: (await server?.loopDelay()) ?? null,
    }
  }
}

const microsecondsEach = (before: number | null, after: number | null, contacts: number): number | null =>
  before === null || after === null ? null : ((after - before) * 1e6) / contacts
