import { readFileSync } from "node:fs"
import { Effect, Stream } from "effect"
import type { CsvHeader, CsvSummary } from "../../../src/csv/CsvHeader.ts"
import type { CsvOptions } from "../../../src/csv/CsvOptions.ts"
import { readCsv } from "../../../src/csv/readCsv.ts"
import { InvalidRequest } from "../../../src/domain/errors.ts"
import { type Problem, Problems } from "../../../src/domain/Problem.ts"
import { normalizeContact } from "../../../src/request/normalizeContact.ts"
import type { StreamedContact } from "../../../src/streams/StreamedContact.ts"
import { utf8 } from "../../streams/sources.ts"

export interface ReadFile {
  readonly contacts: ReadonlyArray<StreamedContact>
  readonly header: CsvHeader | undefined
  readonly summary: CsvSummary | undefined
}

/** Reads a file that can be read as a whole. */
export const readPieces = async (pieces: Iterable<Uint8Array>, options?: CsvOptions): Promise<ReadFile> => {
  let header: CsvHeader | undefined
  let summary: CsvSummary | undefined
  const listener = {
    onHeader: (found: CsvHeader) => {
      header = found
    },
    onEnd: (found: CsvSummary) => {
      summary = found
    },
  }
  const items = await Effect.runPromise(Stream.runCollect(readCsv(Stream.fromIterable(pieces), options, listener)))
  return { contacts: items.map(withoutDigest), header, summary }
}

/** An item without what only idempotency keys need. */
export const withoutDigest = (item: StreamedContact): StreamedContact => {
  if ("contact" in item) return item
  const { digest: _, ...unreadable } = item
  return unreadable
}

/** What identifies the rows of a file that cannot be read. */
export const digestsOf = async (pieces: Iterable<Uint8Array>): Promise<ReadonlyArray<string | undefined>> => {
  const items = await Effect.runPromise(Stream.runCollect(readCsv(Stream.fromIterable(pieces))))
  return items.flatMap((item) => ("problem" in item ? [item.digest] : []))
}

export const readBytes = (bytes: Uint8Array, options?: CsvOptions): Promise<ReadFile> => readPieces([bytes], options)

export const readText = (text: string, options?: CsvOptions): Promise<ReadFile> => readBytes(utf8(text), options)

/** The contacts of a text, without their lines. */
export const contactsOf = async (text: string, options?: CsvOptions): Promise<ReadonlyArray<unknown>> =>
  (await readText(text, options)).contacts.map((item) => ("contact" in item ? item.contact : item))

/** Why a file is rejected as a whole. */
export const problemsOf = async (file: string | Uint8Array, options?: CsvOptions): Promise<ReadonlyArray<Problem>> => {
  const bytes = typeof file === "string" ? utf8(file) : file
  const error = await Effect.runPromise(Effect.flip(Stream.runDrain(readCsv(Stream.make(bytes), options))))
  if (!(error instanceof InvalidRequest)) throw error
  return error.problems
}

/** The names of the columns for which a file is rejected. */
export const rejectedColumns = async (
  file: string | Uint8Array,
  options?: CsvOptions,
): Promise<ReadonlyArray<string>> =>
  (await problemsOf(file, options)).filter(({ code }) => code === "unknown_column").map(({ field }) => field)

export const fixture = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/${path}`, import.meta.url)))

/** What becomes of the contacts of a file once they are normalized: as few words as possible for each. */
export const normalizedContacts = async (bytes: Uint8Array, options?: CsvOptions) => {
  const problems = new Problems(1000)
  const { contacts, ...file } = await readBytes(bytes, options)
  const valid = contacts.flatMap((item, index) => {
    const place = { index, ...(item.line !== undefined && { line: item.line }) }
    if ("problem" in item) {
      problems.add({ ...place, field: "contacts", ...item.problem })
      return []
    }
    return normalizeContact(item.contact, place, problems) ?? []
  })
  const described = valid.map(({ email, firstName, lastName, phoneNumber }) =>
    [`${email} ${firstName} / ${lastName ?? "–"}`, ...(phoneNumber === null ? [] : [phoneNumber])].join(" / "),
  )
  return { ...file, contacts: described, problems: problems.items }
}
