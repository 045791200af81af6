import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { InvalidRequest } from "../domain/errors.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import type { CsvOptions } from "./CsvOptions.ts"
import { checkOptions } from "./checkOptions.ts"
import { rejectionOf } from "./fileProblems.ts"
import { librarySyntax } from "./optionSyntax.ts"
import type { TableListener } from "./TableListener.ts"
import { type DividedRow, TableReader } from "./TableReader.ts"
import { tellOnce } from "./tellOnce.ts"

/** How to read a table whose cells are known: the options of a CSV file that remain. */
export type TableOptions = Omit<CsvOptions, "encoding" | "separator">

/**
 * Reads the contacts of a table that another reader has divided into rows and cells, such as a sheet of a workbook. The
 * header is found, columns are understood and problems are reported as `readCsv` does. Memory does not grow with the
 * number of rows.
 *
 * The stream fails with `InvalidRequest` if the table as a whole cannot be read.
 *
 * @example
 * const rows = Stream.make({ line: 1, cells: ["E-Mail", "Vorname"] }, { line: 3, cells: ["ada@example.org", "Ada"] })
 * const contacts = readTable(rows)
 * // => { line: 3, contact: { email: "ada@example.org", firstName: "Ada" } }
 */
export const readTable = <E, R>(
  rows: Stream.Stream<DividedRow, E, R>,
  options: TableOptions = {},
  listener: TableListener = {},
): Stream.Stream<StreamedContact, E | InvalidRequest, R> =>
  Stream.unwrap(
    Effect.map(openReader(options, listener), (state) =>
      rows.pipe(
        // The rows at the end may have contacts and a failure, which comes after them.
        Stream.concat(Stream.make(END, END).pipe(Stream.rechunk(1))),
        Stream.mapAccumArrayEffect(() => state, readRows),
      ),
    ),
  )

/** Comes after the last row. */
const END = null

interface ReaderState {
  readonly reader: TableReader
  readonly tell: (isEnd: boolean) => void
  isEnded: boolean
  failure: InvalidRequest | undefined
}

const openReader = (options: TableOptions, listener: TableListener): Effect.Effect<ReaderState, InvalidRequest> =>
  Effect.fromResult(checkOptions(options)).pipe(
    Effect.mapError(rejectionOf),
    Effect.map((checked) => {
      const reader = new TableReader(checked, listener.syntax ?? librarySyntax, listener.keepCells === true)
      return { reader, tell: tellOnce(reader, listener), isEnded: false, failure: undefined }
    }),
  )

const readRows = Effect.fnUntraced(function* (
  state: ReaderState,
  rows: readonly [DividedRow | typeof END, ...ReadonlyArray<DividedRow | typeof END>],
) {
  const { reader } = state
  if (state.isEnded && state.failure === undefined) return [state, []] as const
  const contacts: Array<StreamedContact> = []
  for (const row of rows) {
    if (state.failure !== undefined) return yield* state.failure
    const problems = row === END ? reader.end(contacts) : reader.read(row, contacts)
    state.isEnded = row === END
    if (problems === undefined) continue
    state.failure = rejectionOf(problems)
    if (contacts.length === 0) return yield* state.failure
    break
  }
  state.tell(state.isEnded && state.failure === undefined)
  return [state, contacts] as const
})
