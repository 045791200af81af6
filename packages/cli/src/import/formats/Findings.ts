import type { CsvColumn } from "@bulk-contacts/core"

/** What was found out about a file before anything is sent. */
export interface Findings {
  /** How the file is written: `utf-8`, `separator comma`, … */
  readonly form: ReadonlyArray<string>
  readonly columns: ReadonlyArray<CsvColumn>
  /** What the user should know about values that are not stored, one line each. */
  readonly notes: ReadonlyArray<string>
}
