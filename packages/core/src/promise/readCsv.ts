import * as Result from "effect/Result"
import type { CsvOptions } from "../csv/CsvOptions.ts"
import type { ReadSteps } from "../csv/PieceReader.ts"
import type { InvalidRequest } from "../domain/errors.ts"
import type { ProblemCode } from "../domain/ProblemCode.ts"
import type { ContactFields } from "../request/BulkCreateRequest.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import type { Problem } from "./BulkCreateOutcome.ts"

/** A row of a CSV file: its contact, whose values have not been checked, or why it cannot be read. */
export type CsvRow =
  | { readonly line: number; readonly contact: ContactFields }
  | { readonly line: number; readonly problem: { readonly code: ProblemCode; readonly message: string } }

/** What is wrong with a CSV file, and on which line, if it is on one. */
export interface CsvProblem extends Problem {
  readonly line?: number
}

/** A CSV file that cannot be read as a whole. */
export class InvalidCsv extends Error {
  override readonly name = "InvalidCsv"
  readonly problems: ReadonlyArray<CsvProblem>
  /** How many problems are not listed. */
  readonly omitted: number

  constructor(message: string, problems: ReadonlyArray<CsvProblem>, omitted: number) {
    super(message)
    this.problems = problems
    this.omitted = omitted
  }
}

/**
 * Reads the contacts of a CSV file, whatever program wrote it: encoding, separator and header are detected as far as the options do
 * not name them, and columns are understood by their names. Memory does not grow with the file.
 *
 * Throws `InvalidCsv` if the file as a whole cannot be read: if an option is wrong, bytes cannot be decoded, there is no
 * header, or a column that is not understood has values. The last of these is detected only at the end of the file.
 *
 * @example
 * ```ts
 * import { readCsv } from "@bulk-contacts/core/promise"
 *
 * const file = new Blob(["E-Mail;Vorname;Firma\nada@example.org;Ada;ACME\n"])
 * for await (const row of readCsv(file.stream(), { map: { Firma: "metadata.company" } })) {
 *   if ("contact" in row) console.log(row.line, row.contact.email, row.contact.metadata) // 2 ada@example.org { company: 'ACME' }
 * }
 * ```
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRow, void> {
  const { openCsvReader } = await import("../csv/openCsvReader.ts")
  const opened = openCsvReader(options)
  if (Result.isFailure(opened)) throw invalidCsv(opened.failure)
  const reader = opened.success
  for await (const piece of bytes) yield* rowsOf(reader.read(piece))
  yield* rowsOf(reader.end())
}

const invalidCsv = ({ message, problems, omitted }: InvalidRequest): InvalidCsv =>
  new InvalidCsv(message, problems, omitted)

function* rowsOf(steps: ReadSteps<StreamedContact>): Generator<CsvRow, void> {
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) {
    for (const item of step.value) {
      const { line = 0 } = item
      if ("contact" in item) yield { line, contact: item.contact as ContactFields }
      else yield { line, problem: { code: item.problem.code, message: item.problem.message } }
    }
  }
  if (step.value !== undefined) throw invalidCsv(step.value)
}
