import type { ContactFields } from "../../request/BulkCreateRequest.ts"

/** Names of columns by what they mean. `#` in a name stands for any number. */
export type FieldNames = { readonly [field in keyof ContactFields | "fullName"]?: ReadonlyArray<string> }

/**
 * What is known about the exports of a program. Names are compared as `foldName` does; `#` stands for any number. Names of
 * all languages of the program are in one table, because a program's own translations are incomplete.
 */
export interface Program {
  readonly name: string
  /** An export has all columns of one of these lists. */
  readonly recognizedBy: ReadonlyArray<ReadonlyArray<string>>
  /** Fields by names that mean something else, or nothing, in other files. */
  readonly fields?: FieldNames
  /** Columns that describe an address or a number of the contact, or repeat one. */
  readonly meaningless?: ReadonlyArray<string>
  /** Columns that label other columns, such as types of numbers. They are never a reason to reject a file. */
  readonly labels?: ReadonlyArray<string>
  /** Columns of fields whose cells are lists with ` ::: ` between the values. */
  readonly lists?: ReadonlyArray<string>
  /** Columns of labels with ` ::: ` between them, of which those that begin with `* ` are the program's own. */
  readonly labelLists?: ReadonlyArray<string>
  /** Values that the program fills in by default, by columns. They count as empty. */
  readonly fillers?: { readonly [column: string]: ReadonlyArray<string> }
  /** Whether a date of zeros (`0/0/00`) counts as empty. */
  readonly hasZeroDates?: boolean
}
