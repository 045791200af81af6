import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { InvalidRequest } from "../domain/errors.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import type { CsvOptions } from "./CsvOptions.ts"
import { CsvReader } from "./CsvReader.ts"
import { checkOptions } from "./checkOptions.ts"
import { rejectionOf } from "./fileProblems.ts"
import { librarySyntax } from "./optionSyntax.ts"
import { readInBatches } from "./readInBatches.ts"
import type { CsvListener } from "./TableListener.ts"
import { tellOnce } from "./tellOnce.ts"

/**
 * Reads the contacts of a CSV file, whatever program wrote it: encoding, separator and header are detected as far as the
 * options do not name them, and columns are understood by their names. Memory does not grow with the file.
 *
 * A row that cannot be read is an `UnreadableContact`, and the rows after it are read. The stream fails with
 * `InvalidRequest` if the file as a whole cannot be read: if an option is wrong, bytes cannot be decoded, there is no
 * header, or a column that is not understood has values. The last of these is detected only at the end of the file.
 *
 * @example
 * const bytes = Stream.make(new TextEncoder().encode("E-Mail;Vorname;Firma\nada@example.org;Ada;ACME"))
 * const contacts = readCsv(bytes, { map: { Firma: "metadata.company" } })
 * // => { line: 2, contact: { email: "ada@example.org", firstName: "Ada", metadata: { company: "ACME" } } }
 */
export const readCsv = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  options: CsvOptions = {},
  listener: CsvListener = {},
): Stream.Stream<StreamedContact, E | InvalidRequest, R> =>
  Stream.unwrap(
    Effect.map(openReader(options, listener), (reader) => readInBatches(bytes, reader, tellOnce(reader, listener))),
  )

const openReader = (options: CsvOptions, listener: CsvListener): Effect.Effect<CsvReader, InvalidRequest> =>
  Effect.fromResult(checkOptions(options)).pipe(
    Effect.mapError(rejectionOf),
    Effect.map((checked) => new CsvReader(checked, listener.syntax ?? librarySyntax, listener.keepCells === true)),
  )
