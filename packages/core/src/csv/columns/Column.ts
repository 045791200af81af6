import type { Rejection } from "../../domain/Rejection.ts"
import type { ColumnTarget } from "../CsvOptions.ts"

/** A column of a file, and what becomes of its values. */
export interface Column {
  /** As the header has it, without white space and invisible characters at the ends; `column 3` if it has no name. */
  readonly name: string
  readonly use: ColumnUse
  /** Returns the part of a cell that counts as its value; `""` if none does. By default the whole cell. */
  readonly read?: ((cell: string) => string) | undefined
  /** Whether a cell is a list with ` ::: ` between its values. */
  readonly isList?: boolean
}

type ColumnUse =
  | { readonly kind: "target"; readonly target: ColumnTarget }
  /** Kept as metadata under its own name. */
  | { readonly kind: "rest" }
  /** Left out: because the options or the name of the column say so. */
  | { readonly kind: "ignored" }
  | UnknownColumn

/** Not understood: a value rejects the file. */
export interface UnknownColumn {
  readonly kind: "unknown"
  /** Why the file is rejected, given the first value and how many there are. */
  readonly reject: (example: string, count: number) => Rejection
}
