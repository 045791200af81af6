import { type RowsLayout, readRows } from "@bulk-contacts/core"
import type { OpenOptions } from "../../protocol.ts"
import { RowStore } from "./RowStore.ts"
import { addAll, bytesOf } from "./readBlob.ts"
import { type OnRead, plain, type SourceFile } from "./SourceFile.ts"

/** Reads a CSV file, in the encoding and with the separator that it has. */
export const readCsvFile = async (file: Blob, how: OpenOptions, onRead: OnRead): Promise<SourceFile> => {
  const store = new RowStore({ isText: true })
  let layout: RowsLayout = { encoding: "utf-8", separator: "," }
  let bytes = 0
  const rows = readRows(
    bytesOf(file, (count) => {
      bytes += count
    }),
    { encoding: how.encoding, separator: how.separator },
    {
      onLayout: (found) => {
        layout = found
      },
    },
  )
  await addAll(store, rows, () => onRead(store.length, bytes / Math.max(1, file.size)))
  return { ...plain, ...layout, format: "csv", store }
}
