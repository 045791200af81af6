import type { CsvSummary, OptionExample, TableHeader, TableListener, TableOptions } from "@bulk-contacts/core"

/** How to read a workbook. */
export interface XlsxOptions extends TableOptions {
  /** The name of the sheet, or its number, from 1. Required if several sheets have rows. */
  readonly sheet?: string | undefined
  /**
   * What to do with rows that are hidden, by hand or by a filter. By default they reject the file, because whether they are
   * meant cannot be known.
   */
  readonly hiddenRows?: "include" | "skip" | undefined
}

/** What was detected about a workbook. */
export interface XlsxHeader extends TableHeader {
  readonly sheet: string
}

/** What was found out about a workbook that was read to its end. */
export interface XlsxSummary extends CsvSummary {
  /** How many hidden rows with values the sheet has. */
  readonly hiddenRows: number
}

/** An option in a message. */
export type XlsxOptionExample =
  | OptionExample
  | { readonly option: "sheet"; readonly value: string }
  | { readonly option: "hiddenRows"; readonly value: "include" | "skip" }

/** What a caller of `readXlsx` can listen to and ask for, and how messages name options. */
export interface XlsxListener extends Pick<TableListener, "keepCells"> {
  /** Called once, before the first contact. */
  readonly onHeader?: (header: XlsxHeader) => void
  /** Called once the sheet was read to its end. */
  readonly onEnd?: (summary: XlsxSummary) => void
  /** How messages write options. By default as the options of `readXlsx`. */
  readonly syntax?: (example: XlsxOptionExample) => string
}
