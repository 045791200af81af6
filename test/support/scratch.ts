import { statfsSync } from "node:fs"
import { tmpdir } from "node:os"

const IN_MEMORY = "/dev/shm"
const TMPFS = 0x0102_1994
const ENOUGH_BYTES = 4 * 2 ** 30

/** Containers often have only 64 MiB of it; other systems than Linux have none. */
const hasRoom = (): boolean => {
  try {
    const { type, bavail, bsize } = statfsSync(IN_MEMORY)
    return type === TMPFS && bavail * bsize >= ENOUGH_BYTES
  } catch {
    return false
  }
}

/** Where the tests create databases: in memory if there is room, because there a copy takes a tenth of the CPU time. */
export const scratch = hasRoom() ? IN_MEMORY : tmpdir()
