import { type InvalidRequest, readTable, type TableOptions } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { invalidFile } from "../FileRejected.ts"
import type { SourceWorkbook } from "./fromSource.ts"
import type { WorkbookSheet } from "./parts/readWorkbook.ts"
import type { SheetRow } from "./readRows.ts"
import type { XlsxListener } from "./XlsxOptions.ts"

type Syntax = NonNullable<XlsxListener["syntax"]>

/** The sheet to read: the given one, or the only one that has rows. */
export const chooseSheet = Effect.fnUntraced(function* <E>(
  workbook: SourceWorkbook<E>,
  given: string | undefined,
  options: TableOptions,
  syntax: Syntax,
): Effect.fn.Return<WorkbookSheet, E | InvalidRequest> {
  const { sheets } = workbook
  if (given !== undefined) return yield* findSheet(sheets, given)
  const withRows: Array<WorkbookSheet> = []
  for (const sheet of sheets) {
    // The message has no more of them.
    if (withRows.length > MAX_LISTED) break
    const [first] = yield* workbook.rows(sheet).pipe(Stream.filter(hasValues), Stream.take(1), Stream.runCollect)
    if (first !== undefined) withRows.push(sheet)
  }
  const [only, another] = withRows.length === 0 ? sheets : withRows
  if (only === undefined) {
    return yield* invalidFile({ field: "body", code: "invalid_file", message: "has no sheet with cells" })
  }
  if (another === undefined || withRows.length === 0) return only
  let proposed: WorkbookSheet | undefined
  for (const sheet of withRows) {
    if (proposed === undefined && (yield* hasContacts(workbook, sheet, options))) proposed = sheet
  }
  const { name } = proposed ?? only
  return yield* invalidFile({
    field: "body",
    code: "sheet_required",
    message: `has several sheets with rows (${describeSheets(withRows)}): say which one (${syntax({ option: "sheet", value: name })})`,
  })
})

/** Whether a row has a cell that shows something. */
export const hasValues = ({ cells }: SheetRow): boolean => cells.some((cell) => cell.trim() !== "")

const findSheet = (sheets: ReadonlyArray<WorkbookSheet>, given: string) => {
  const wanted = given.trim()
  const found =
    sheets.find(({ name }) => name === given) ??
    sheets.find(({ name }) => name.trim().toLowerCase() === wanted.toLowerCase()) ??
    (/^\d+$/.test(wanted) ? sheets[Number(wanted) - 1] : undefined)
  if (found !== undefined) return Effect.succeed(found)
  const message = `names ${JSON.stringify(given)}, which is not a sheet of the workbook: there is ${describeSheets(sheets)}`
  return Effect.fail(invalidFile({ field: "sheet", code: "invalid_value", message }))
}

const MAX_LISTED = 20

const describeSheets = (sheets: ReadonlyArray<WorkbookSheet>): string => {
  const listed = sheets
    .slice(0, MAX_LISTED)
    .map(({ name, isHidden }) => JSON.stringify(name) + (isHidden ? " (hidden)" : ""))
  return [...listed, ...(sheets.length > MAX_LISTED ? ["…"] : [])].join(", ")
}

/** Enough to find a header. */
const SAMPLE_ROWS = 20

/** Whether the first rows of a sheet have a header with an email. */
const hasContacts = <E>(workbook: SourceWorkbook<E>, sheet: WorkbookSheet, options: TableOptions) => {
  let isFound = false
  const onHeader = () => {
    isFound = true
  }
  return Stream.runDrain(readTable(Stream.take(workbook.rows(sheet), SAMPLE_ROWS), options, { onHeader })).pipe(
    Effect.catchTag("InvalidRequest", () => Effect.void),
    Effect.map(() => isFound),
  )
}
