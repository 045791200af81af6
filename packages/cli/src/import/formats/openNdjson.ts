import { readNdjson } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import { type FoundFile, readFile } from "../input/readFile.ts"
import type { ImportFile } from "./ImportFile.ts"
import { rejectFile } from "./rejectFile.ts"

/** Opens a file with a contact on each line. */
export const openNdjson = (file: FoundFile) => {
  const bytes = readFile(file)
  return Effect.succeed({
    name: file.name,
    mediaType: "application/x-ndjson",
    bytes,
    size: file.size,
    defaults: {},
    rows: rejectFile(readNdjson(bytes, { keepCells: true })),
    positions: "line",
    rejects: { kind: "lines" },
  } satisfies ImportFile)
}
