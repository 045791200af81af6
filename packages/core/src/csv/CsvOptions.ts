import type { ContactFields } from "../request/BulkCreateRequest.ts"

/** What the values of a column become: a field of the contact, its full name, or the value of one key of its metadata. */
export type ColumnTarget = keyof ContactFields | "fullName" | `metadata.${string}`

/**
 * How to read a CSV file, in place of what would be detected. White space and invisible characters at the ends of
 * column names make no difference. In a file without a header, the columns are named by their numbers, from 1.
 */
export interface CsvOptions {
  /**
   * The encoding, by a label of the Encoding Standard (`windows-1252`, `utf-16le`). By default UTF-8. A byte order mark
   * takes precedence, as in the Encoding Standard.
   */
  readonly encoding?: string | undefined
  /** One character, or `tab`. By default whichever of comma, semicolon, tab and `|` yields a header. */
  readonly separator?: string | undefined
  /** The line of the header, from 1, or `none`. By default the header is searched for in the first 20 rows. */
  readonly header?: number | "none" | undefined
  /**
   * What columns mean, by their names. Takes precedence over the meaning of the names. Applies to all columns of the
   * same name.
   */
  readonly map?: { readonly [column: string]: ColumnTarget } | undefined
  /** The names of columns that are left out. */
  readonly ignore?: ReadonlyArray<string> | undefined
  /** Whether the values of all other columns become metadata under the names of their columns. By default such columns reject the file. */
  readonly keepRest?: boolean | undefined
}
