import type { ContactFields } from "../request/BulkCreateRequest.ts"

/** What the values of a column become: a field of the contact, its full name, or the value of one key of its metadata. */
export type ColumnTarget = keyof ContactFields | "fullName" | `metadata.${string}`

/**
 * How a CSV file is read, where it is not to be detected. Names of columns are compared without white space and
 * invisible characters at the ends. In a file without a header, the columns are named by their numbers, from 1.
 */
export interface CsvOptions {
  /**
   * The encoding, by a label of the Encoding Standard (`windows-1252`, `utf-16le`). By default UTF-8. A byte order mark
   * wins, as in the Encoding Standard.
   */
  readonly encoding?: string | undefined
  /** One character, or `tab`. By default the one with which a header is found among comma, semicolon, tab and `|`. */
  readonly separator?: string | undefined
  /** The line of the header, from 1, or `none`. By default the header is searched in the first 20 rows. */
  readonly header?: number | "none" | undefined
  /** What columns are, by their names. It wins over what the names say. Columns of one name are meant together. */
  readonly map?: { readonly [column: string]: ColumnTarget } | undefined
  /** The names of columns that are left out. */
  readonly ignore?: ReadonlyArray<string> | undefined
  /** Whether the values of all other columns become metadata under the names of their columns. By default such columns reject the file. */
  readonly keepRest?: boolean | undefined
}
