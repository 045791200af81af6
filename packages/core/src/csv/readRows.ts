import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { InvalidRequest } from "../domain/errors.ts"
import type { CsvOptions } from "./CsvOptions.ts"
import { type CheckedOptions, checkOptions } from "./checkOptions.ts"
import { rejectionOf } from "./fileProblems.ts"
import { librarySyntax, type OptionSyntax } from "./optionSyntax.ts"
import { RowReader, type RowsLayout } from "./RowReader.ts"
import { readInBatches } from "./readInBatches.ts"
import type { DividedRow } from "./TableReader.ts"

/** What a caller of `readRows` can listen to, and how messages name options. */
export interface RowsListener {
  /** Called once, before the first row. */
  readonly onLayout?: (layout: RowsLayout) => void
  /** How messages write options. By default as the options of `readCsv`. */
  readonly syntax?: OptionSyntax
}

/**
 * Divides a CSV file into rows and cells, without deciding which row is the header or what columns mean: `readTable` does
 * that, as often as necessary, without the file. Encoding and separator are detected as `readCsv` does it; if no
 * separator yields a header, the one that divides the most rows into an address and other cells is used.
 *
 * The stream fails with `InvalidRequest` if an option is wrong or bytes cannot be decoded.
 */
export const readRows = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  options: Pick<CsvOptions, "encoding" | "separator"> = {},
  { onLayout, syntax = librarySyntax }: RowsListener = {},
): Stream.Stream<DividedRow, E | InvalidRequest, R> =>
  Stream.unwrap(
    Effect.map(openReader(options, syntax), (reader) => {
      let isTold = false
      return readInBatches(bytes, reader, () => {
        if (isTold || reader.layout === undefined) return
        isTold = true
        onLayout?.(reader.layout)
      })
    }),
  )

const openReader = (
  options: Pick<CsvOptions, "encoding" | "separator">,
  syntax: OptionSyntax,
): Effect.Effect<RowReader, InvalidRequest> =>
  Effect.fromResult(checkOptions(options)).pipe(
    Effect.mapError(rejectionOf),
    Effect.map((checked: CheckedOptions) => new RowReader(checked, syntax)),
  )
