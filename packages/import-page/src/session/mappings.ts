import type { ColumnTarget } from "@bulk-contacts/core"
import { lasting } from "./storage.ts"

/** What a person decided about columns. */
export interface Mapping {
  /** The file for which it was decided. */
  readonly name: string
  readonly map: { readonly [column: string]: ColumnTarget }
  readonly ignore: ReadonlyArray<string>
}

/** The last column of a file of rejected rows. The others are those of the file that the rows come from. */
const REJECTS_COLUMN = "bulk-contacts problem"

const nameOf = (columns: ReadonlyArray<string>): string =>
  `columns.${JSON.stringify(columns.filter((column) => column.trim() !== REJECTS_COLUMN))}`

/** Remembers a mapping. Says whether the browser has room for it. */
export const rememberMapping = (columns: ReadonlyArray<string>, mapping: Mapping): boolean =>
  lasting.set(nameOf(columns), mapping)

/** What was decided for a file with the same columns. */
export const recallMapping = (columns: ReadonlyArray<string>): Mapping | undefined => lasting.get(nameOf(columns))
