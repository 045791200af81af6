import { FileRejected } from "../FileRejected.ts"
import type { CellContext } from "./cells/CellReader.ts"
import { readSharedStrings } from "./parts/readSharedStrings.ts"
import { readStyles } from "./parts/readStyles.ts"
import { readWorkbook, type WorkbookSheet } from "./parts/readWorkbook.ts"
import { readRows, type SheetRow } from "./readRows.ts"
import { type ReadBytes, ZipArchive } from "./ZipArchive.ts"

/** A workbook whose rows can be read, as often as necessary. */
export interface OpenXlsx {
  readonly sheets: ReadonlyArray<WorkbookSheet>
  readonly rows: (sheet: WorkbookSheet) => AsyncGenerator<ReadonlyArray<SheetRow>>
}

/** Opens a workbook, and reads what the cells of all sheets refer to. */
export const openXlsx = async (size: number, read: ReadBytes): Promise<OpenXlsx> => {
  requireZip(await read(0, Math.min(size, SIGNATURE_BYTES)))
  const archive = await ZipArchive.open(size, read)
  const { sheets, sharedStrings, styles, hasDatesFrom1904 } = await readWorkbook(archive)
  const texts = await readSharedStrings(archive, sharedStrings)
  const context: CellContext = {
    sharedStrings: texts,
    sharedCharacters: texts.reduce((sum, text) => sum + text.length, 0),
    formats: await readStyles(archive, styles),
    hasDatesFrom1904,
  }
  return { sheets, rows: ({ part }) => readRows(archive, part, context) }
}

const SIGNATURE_BYTES = 8

/** What Excel writes before 2007, and around a workbook with a password. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ZIP = [0x50, 0x4b]

const requireZip = (bytes: Uint8Array): void => {
  const begins = (signature: ReadonlyArray<number>) => signature.every((byte, i) => bytes[i] === byte)
  if (begins(COMPOUND_FILE)) {
    throw new FileRejected(
      "invalid_file",
      "is an old Excel file (.xls), or protected by a password: save it as .xlsx without a password",
    )
  }
  if (!begins(ZIP)) throw new FileRejected("invalid_file", "is not an Excel workbook (.xlsx)")
}
