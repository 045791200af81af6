import { InvalidRequest, type Problem, readTable, type StreamedContact } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ByteSource } from "../ByteSource.ts"
import { invalidFile } from "../FileRejected.ts"
import { chooseSheet, hasValues } from "./chooseSheet.ts"
import { fromSource } from "./fromSource.ts"
import type { WorkbookSheet } from "./parts/readWorkbook.ts"
import type { SheetRow } from "./readRows.ts"
import type { XlsxListener, XlsxOptions } from "./XlsxOptions.ts"
import { xlsxSyntax } from "./xlsxSyntax.ts"

/**
 * Reads the contacts of a sheet of an Excel workbook (.xlsx). A cell is the text that it shows: numbers and dates in their
 * format, formulas as their value. Rows are numbered as in the spreadsheet. Otherwise as `readCsv` does it: the header is found,
 * columns are understood by their names, and a row that cannot be read is an `UnreadableContact`.
 *
 * Memory does not grow with the number of rows, apart from the texts that the workbook stores once for all its cells.
 * Works in Node.js and in browsers.
 *
 * The stream fails with `InvalidRequest` if the file as a whole cannot be read: if it is damaged or exceeds a limit, if several
 * sheets have rows and the options name none, or if rows are hidden and the options do not say what to do with them; the last
 * of these is detected at the end. Errors of the source are passed on.
 *
 * @example
 * const contacts = readXlsx(blobSource(file), { sheet: "Contacts", hiddenRows: "skip" })
 */
export const readXlsx = <E, R>(
  source: ByteSource<E, R>,
  { sheet, hiddenRows, ...table }: XlsxOptions = {},
  { onHeader, onEnd, syntax = xlsxSyntax, keepCells }: XlsxListener = {},
): Stream.Stream<StreamedContact, E | InvalidRequest, R> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const workbook = yield* fromSource(source)
      const chosen = yield* chooseSheet(workbook, sheet, table, syntax)
      const hidden = new HiddenRows()
      const rows = workbook.rows(chosen).pipe(
        Stream.map((row) => hidden.count(row)),
        Stream.filter(({ isHidden }) => !isHidden || hiddenRows !== "skip"),
      )
      const contacts = readTable(rows, table, {
        syntax,
        ...(keepCells !== undefined && { keepCells }),
        onHeader: (header) => onHeader?.({ sheet: chosen.name, ...header }),
        onEnd: (summary) => onEnd?.({ ...summary, hiddenRows: hidden.total }),
      })
      if (hiddenRows !== undefined) return contacts
      const ending = Stream.suspend(() =>
        hidden.total === 0 ? Stream.empty : Stream.fail(invalidFile(hidden.problem(chosen, syntax))),
      )
      return contacts.pipe(
        Stream.mapError((error) =>
          error instanceof InvalidRequest && hidden.total > 0
            ? new InvalidRequest({
                problems: [...error.problems, hidden.problem(chosen, syntax)],
                omitted: error.omitted,
              })
            : error,
        ),
        Stream.concat(ending),
      )
    }),
  )

/** Counts the hidden rows of a sheet. */
class HiddenRows {
  total = 0
  #first = 0

  count(row: SheetRow): SheetRow {
    if (row.isHidden && hasValues(row) && this.total++ === 0) this.#first = row.line
    return row
  }

  problem({ name }: WorkbookSheet, syntax: NonNullable<XlsxListener["syntax"]>): Problem {
    const rows = this.total === 1 ? "1 hidden row" : `${this.total} hidden rows`
    const include = syntax({ option: "hiddenRows", value: "include" })
    const skip = syntax({ option: "hiddenRows", value: "skip" })
    return {
      line: this.#first,
      field: "body",
      code: "hidden_rows",
      message: `has ${rows} in the sheet ${JSON.stringify(name)}: say whether to read them (${include}) or to leave them out (${skip})`,
    }
  }
}
