import type { BackupCounts } from "@bulk-contacts/adapter-pg"
import * as Stream from "effect/Stream"

/** Passes the lines of a backup on, and notes the counts in them. */
export const countLines = <E>(lines: Stream.Stream<string, E>) => {
  const counts: Record<string, number> = {}
  const counted = Stream.map(lines, (line) => {
    if (line.startsWith('{"end":')) {
      const { end, rows } = JSON.parse(line)
      counts[end] = rows
    }
    return line
  })
  return { counts: counts as BackupCounts, lines: counted }
}
