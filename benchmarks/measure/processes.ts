import { readdirSync, readFileSync, writeFileSync } from "node:fs"

const TICKS_PER_SECOND = 100

/** CPU seconds of a process and its descendants, including those that have ended; null without /proc. */
export const cpuSeconds = (pid: number): number | null => {
  try {
    return childrenOf(pid).reduce((sum, child) => sum + (cpuSeconds(child) ?? 0), secondsOf(pid, 11, 15))
  } catch {
    return null
  }
}

/** CPU seconds of the children of this process that have ended; null without /proc. */
export const endedCpuSeconds = (): number | null => {
  try {
    return secondsOf(process.pid, 13, 15)
  } catch {
    return null
  }
}

/** Fields 11 and 12 are the user and system time of the process, 13 and 14 those of its children that have ended. */
const secondsOf = (pid: number, first: number, end: number): number =>
  fieldsAfterName(pid)
    .slice(first, end)
    .reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND

/** The resident memory of a process, in megabytes; null without /proc. */
export const residentMegabytes = (pid: number): number | null => statusMegabytes(pid, "VmRSS")

/** The peak resident memory of a process since `resetPeak`, in megabytes; null without /proc. */
export const peakMegabytes = (pid: number): number | null => statusMegabytes(pid, "VmHWM")

export const resetPeak = (pid: number): void => {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5")
  } catch {
    // Without /proc, `peakMegabytes` is null anyway.
  }
}

// The second field, the name in parentheses, may contain spaces.
const fieldsAfterName = (pid: number): Array<string> => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")
}

const childrenOf = (pid: number): Array<number> =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  )

const statusMegabytes = (pid: number, name: string): number | null => {
  try {
    const kibibytes = new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
    return kibibytes === undefined ? null : (Number(kibibytes) * 1024) / 1e6
  } catch {
    return null
  }
}
