import { readCsv, readNdjson } from "@bulk-contacts/core"
import type * as Stream from "effect/Stream"
import { flagSyntax } from "./flagSyntax.ts"
import type { ImportFile } from "./ImportFile.ts"

/** Reads the contacts of a file from the bytes that are sent. */
export const readContacts = <E, R>(
  { mediaType, csv }: Pick<ImportFile, "mediaType" | "csv">,
  bytes: Stream.Stream<Uint8Array, E, R>,
) => (mediaType === "text/csv" ? readCsv(bytes, csv, { syntax: flagSyntax }) : readNdjson(bytes))
