import type { TableOptions } from "@bulk-contacts/core"
import type { FileFormat, FileNote, OpenedFile, SheetChoice } from "../../protocol.ts"
import type { RowStore } from "./RowStore.ts"

/** The rows of a file, and what is known about it before anything is known of its columns. */
export interface SourceFile {
  readonly format: FileFormat
  readonly store: RowStore
  readonly encoding: string | null
  readonly separator: string | null
  readonly sheets: ReadonlyArray<SheetChoice>
  readonly sheet: number | null
  readonly hiddenRows: number
  /** The columns of a file whose values have names of their own; null if a row of the file has them. */
  readonly names: ReadonlyArray<string> | null
  /** How the table is to be read, given what the person chose. */
  readonly optionsFor: (options: TableOptions) => TableOptions
  readonly notes: ReadonlyArray<FileNote>
  readonly defaults: OpenedFile["defaults"]
}

/** A file that has none of what only some formats have. */
export const plain = {
  encoding: null,
  separator: null,
  sheets: [],
  sheet: null,
  hiddenRows: 0,
  names: null,
  optionsFor: (options: TableOptions) => options,
  notes: [],
  defaults: {},
}

/** Tells how far reading has come. */
export type OnRead = (rows: number, fraction: number) => void
