import type { ContactInput, CsvOptions } from "@bulk-contacts/core"
import * as Stream from "effect/Stream"
import type { StreamMediaType } from "../api/mediaTypes.ts"

/** A file of contacts: NDJSON with one contact per line, or CSV as programs write it. */
export interface ContactFile<Bytes> {
  readonly mediaType: StreamMediaType
  readonly bytes: Bytes
  /** How to read a CSV file, in place of what would be detected. The server rejects these options for NDJSON. */
  readonly csv?: CsvOptions
}

/** Contacts as an NDJSON file. */
export const toNdjson = <E, R>(
  contacts: Stream.Stream<ContactInput, E, R>,
): ContactFile<Stream.Stream<Uint8Array, E, R>> => ({
  mediaType: "application/x-ndjson",
  bytes: Stream.encodeText(
    Stream.mapArray(contacts, (batch) => [batch.map((contact) => `${JSON.stringify(contact)}\n`).join("")]),
  ),
})
