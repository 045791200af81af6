import type { BackupCounts } from "@bulk-contacts/adapter-pg"
import { formatCount } from "../terminal/counts.ts"

/** For example `1 organization, 3 API keys`. */
export const countsText = (counts: BackupCounts): string =>
  Object.entries(counts)
    .map(([table, rows]) => {
      const title = titleOf(table)
      return `${formatCount(rows)} ${rows === 1 ? title.replace(/s$/, "") : title}`
    })
    .join(", ")

/** The name of a table as people write it. */
export const titleOf = (table: string): string => table.replaceAll("_", " ").replace(/^api /, "API ")
