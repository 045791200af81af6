import { readNdjson } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Refused } from "../Refused.ts"
import { toTable } from "./jsonTable.ts"
import { MAX_ROWS } from "./limits.ts"
import { RowStore } from "./RowStore.ts"
import { bytesOf, run } from "./readBlob.ts"
import { type OnRead, plain, type SourceFile } from "./SourceFile.ts"

/** Reads NDJSON: one contact a line. */
export const readLinesFile = async (file: Blob, onRead: OnRead): Promise<SourceFile> => {
  const lines: Array<{ line: number; value: unknown }> = []
  const unreadable: Array<Parameters<RowStore["add"]>[0]> = []
  let bytes = 0
  const contacts = readNdjson(
    bytesOf(file, (count) => {
      bytes += count
    }),
    { keepCells: true },
  )
  await run(
    Stream.runForEachArray(contacts, (chunk) =>
      Effect.suspend(() => {
        for (const item of chunk) {
          if ("problem" in item) unreadable.push({ line: item.line, cells: item.cells ?? [""], problem: item.problem })
          else lines.push({ line: item.line ?? 0, value: item.contact })
        }
        onRead(lines.length, bytes / Math.max(1, file.size))
        return lines.length > MAX_ROWS ? Effect.fail(new Refused("tooLargeForBrowser")) : Effect.void
      }),
    ),
  )
  const { names, rows } = toTable(lines)
  const store = new RowStore()
  for (const row of [...rows, ...unreadable].toSorted((a, b) => a.line - b.line)) store.add(row)
  return { ...plain, format: "ndjson", store, names }
}
