import { blobSource, openWorkbook } from "@bulk-contacts/files"
import * as Stream from "effect/Stream"
import type { OpenOptions } from "../../protocol.ts"
import { RowStore } from "./RowStore.ts"
import { addAll, run } from "./readBlob.ts"
import { type OnRead, plain, type SourceFile } from "./SourceFile.ts"

/** Reads one sheet of an Excel workbook: the one that was chosen, or else the first that has contacts. */
export const readWorkbook = async (file: Blob, how: OpenOptions, onRead: OnRead): Promise<SourceFile> => {
  const workbook = await run(openWorkbook(blobSource(file)))
  const { sheets } = workbook
  const withContacts = sheets.findIndex(({ hasContacts, isHidden }) => hasContacts && !isHidden)
  const withRows = sheets.findIndex(({ hasRows }) => hasRows)
  const sheet = how.sheet ?? (withContacts === -1 ? Math.max(0, withRows) : withContacts)
  const store = new RowStore()
  let hiddenRows = 0
  const rows = workbook.rows(sheet).pipe(
    Stream.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")),
    Stream.filter(({ isHidden }) => {
      if (isHidden) hiddenRows++
      return !isHidden || how.hiddenRows !== "skip"
    }),
    Stream.map(({ isHidden: _, ...row }) => row),
  )
  await addAll(store, rows, () => onRead(store.length, 0))
  return { ...plain, format: "xlsx", store, sheets, sheet, hiddenRows }
}
