import type { System } from "../systems/System.ts"
import { cpuSeconds, peakMegabytes, resetPeak, residentMegabytes } from "./processes.ts"

/** The resources that a run used; null if they do not exist or cannot be measured on this machine. */
export interface Usage {
  /** CPU time per contact. */
  readonly serverCpuMicroseconds: number | null
  readonly postgresCpuMicroseconds: number | null
  /** Resident memory of the server before the run, and its peak during the run. */
  readonly idleMegabytes: number | null
  readonly peakMegabytes: number | null
  /** 99th percentile of the delay of the server's event loop. */
  readonly loopDelayMilliseconds: number | null
}

/** Starts measuring. The function it returns stops, and takes the number of contacts in the run. */
export const startUsage = (system: System, postgresPid: number): ((contacts: number) => Promise<Usage>) => {
  const server = system.server()
  const ofServer = <Value>(read: (pid: number) => Value): Value | null => (server === null ? null : read(server.pid))
  const readCpu = () => ({
    server: ofServer(cpuSeconds),
    postgres: system.usesPostgres ? cpuSeconds(postgresPid) : null,
  })

  const idleMegabytes = ofServer(residentMegabytes)
  ofServer(resetPeak)
  server?.resetLoopDelay()
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
