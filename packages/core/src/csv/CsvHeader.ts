import type { ColumnTarget } from "./CsvOptions.ts"

/** What was detected about a table, for showing it to the user. */
export interface TableHeader {
  /** The line on which the header begins, from 1; null if there is none. */
  readonly line: number | null
  /** The program whose export the file is, if it is known: `Google Contacts`. */
  readonly program: string | null
  readonly columns: ReadonlyArray<CsvColumn>
}

/** What was detected about a CSV file. */
export interface CsvHeader extends TableHeader {
  /** The encoding, by the name that the Encoding Standard gives it, in lower case. */
  readonly encoding: string
  readonly separator: string
}

/** A column, and what becomes of its values. */
export interface CsvColumn {
  /** Without white space and invisible characters at the ends; `column 3` if it has no name. */
  readonly name: string
  /**
   * Null if its values are not used: the column is ignored, or it is not understood, and then any value rejects the
   * file.
   */
  readonly target: ColumnTarget | null
  readonly isUnderstood: boolean
}

/** What was not stored, known once the file has been read to its end. */
export interface CsvSummary {
  /** How many values of a column were not stored, because another column had a value for the same field. */
  readonly unstored: ReadonlyArray<{ readonly column: string; readonly count: number }>
}
