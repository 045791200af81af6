import type { CsvOptions } from "@bulk-contacts/core"
import type { StreamMediaType } from "../api/mediaTypes.ts"

/** A file of contacts: NDJSON with one contact per line, or CSV as programs write it. */
export interface ContactFile<Bytes> {
  readonly mediaType: StreamMediaType
  readonly bytes: Bytes
  /** How to read a CSV file, in place of what would be detected. The server rejects these options for NDJSON. */
  readonly csv?: CsvOptions
}

/** The content type of a file's bytes. */
export const contentTypeOf = ({ mediaType, csv }: Pick<ContactFile<unknown>, "mediaType" | "csv">): string =>
  csv?.encoding === undefined ? mediaType : `${mediaType}; charset=${csv.encoding}`

/** A contact as a line of NDJSON. */
export const toLine = (contact: unknown): string => `${JSON.stringify(contact)}\n`
