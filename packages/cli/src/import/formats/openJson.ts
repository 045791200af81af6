import { readNdjson } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { ImportRejected } from "../ImportRejected.ts"
import { type FoundFile, readFile } from "../input/readFile.ts"
import type { ImportFile } from "./ImportFile.ts"
import { MAX_DEPTH, parseJsonFile, requireJsonSize } from "./parseJsonFile.ts"
import { rejectFile } from "./rejectFile.ts"

/** Opens a JSON file, which is read as a whole, and sent as NDJSON. */
export const openJson = Effect.fnUntraced(function* (file: FoundFile) {
  yield* requireJsonSize(file.size)
  const pieces = yield* Stream.runCollect(readFile(file))
  const { contacts, defaults } = yield* parseJsonFile(Buffer.concat(pieces))
  const lines = yield* toLines(contacts)
  const bytes = Stream.suspend(() => Stream.fromIterable(piecesOf(lines)))
  return {
    name: file.name,
    mediaType: "application/x-ndjson",
    bytes,
    size: lines.length,
    defaults,
    rows: rejectFile(readNdjson(bytes, { keepCells: true })),
    positions: "index",
    rejects: { kind: "array" },
  } satisfies ImportFile
})

const toLines = (contacts: ReadonlyArray<unknown>) =>
  Effect.try({
    try: () => Buffer.from(contacts.map((contact) => `${JSON.stringify(contact)}\n`).join("")),
    // A RangeError: `parseJson` does not look at the depth of short text.
    catch: () => new ImportRejected({ reason: `the file must be at most ${MAX_DEPTH} levels deep` }),
  })

const PIECE_BYTES = 64 * 1024

function* piecesOf(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}
