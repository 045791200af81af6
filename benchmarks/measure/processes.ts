import { readdirSync, readFileSync, writeFileSync } from "node:fs"

const TICKS_PER_SECOND = 100

/** CPU seconds of a process and its descendants, including those that have ended; null without /proc. */
export const cpuSeconds = (pid: number): number | null => {
  try {
    const [user, system, endedUser, endedSystem] = fieldsAfterName(pid).slice(11, 15).map(Number)
    const own = ((user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0)) / TICKS_PER_SECOND
    return childrenOf(pid).reduce((sum, child) => sum + (cpuSeconds(child) ?? 0), own)
  } catch {
    return null
  }
}

/** CPU seconds of the children of this process that have ended; null without /proc. */
export const endedCpuSeconds = (): number | null => {
  try {
    const [user, system] = fieldsAfterName(process.pid).slice(13, 15).map(Number)
    return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND
  } catch {
    return null
  }
}

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
