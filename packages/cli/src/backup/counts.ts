import type { BackupCounts } from "@bulk-contacts/adapter-pg"

/** For example `2 organizations, 3 api keys`. */
export const countsText = (counts: BackupCounts): string =>
  Object.entries(counts)
    .map(([table, rows]) => `${rows.toLocaleString("en")} ${titleOf(table)}`)
    .join(", ")

/** The name of a table as people write it. */
export const titleOf = (table: string): string => table.replaceAll("_", " ")
