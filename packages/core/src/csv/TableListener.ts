import type { CsvHeader, CsvSummary, TableHeader } from "./CsvHeader.ts"
import type { OptionSyntax } from "./optionSyntax.ts"

/** What a caller of a reader of tables can listen to and ask for, and how messages name options. */
export interface TableListener<Header extends TableHeader = TableHeader> {
  /** Called once, before the first contact. */
  readonly onHeader?: (header: Header) => void
  /** Called once the file was read to its end. */
  readonly onEnd?: (summary: CsvSummary) => void
  /** How messages write options. By default as the options of `readCsv`. */
  readonly syntax?: OptionSyntax
  /** Whether each item has the cells of its row, for showing or writing the row again. Default: false. */
  readonly keepCells?: boolean
}

/** What a caller of `readCsv` can listen to and ask for, and how messages name options. */
export type CsvListener = TableListener<CsvHeader>
