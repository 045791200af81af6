import { type InvalidRequest, readTable, type StreamedContact } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Choices } from "./Choices.ts"
import { cardsOf } from "./cards.ts"
import { columnsOf, encodingOf } from "./columnsOf.ts"
import type { VcfListener, VcfOptions } from "./VcfOptions.ts"

/**
 * Reads the contacts of a file of vCards, versions 2.1, 3.0 and 4.0: one for each card. Memory does not grow with the file, which
 * is read twice: `bytes` must begin anew each time it runs.
 *
 * Of several addresses, the one with the lowest `PREF` is used, otherwise the one marked as preferred, otherwise the first;
 * the same for numbers, without fax and pager. Other properties that no field holds (`ORG`, `TITLE`, `ADR`, `NOTE`, …) are
 * like columns of `readCsv` that are not understood; technical ones, photos and groups of contacts are passed over. A card
 * that cannot be read is an `UnreadableContact`, and the cards after it are read. Lines are those on which the cards begin.
 *
 * The stream fails with `InvalidRequest` if the file as a whole cannot be read.
 *
 * @example
 * const contacts = readVcf(Stream.fromReadableStream({ evaluate: () => file.stream(), onError }), { ignore: ["ORG"] })
 */
export const readVcf = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  { encoding, ...table }: VcfOptions = {},
  { onHeader, onEnd, ...listener }: VcfListener = {},
): Stream.Stream<StreamedContact, E | InvalidRequest, R> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const cards = cardsOf(bytes, yield* encodingOf(encoding, listener.syntax))
      const columns = yield* columnsOf(cards)
      const choices = new Choices()
      const header = { line: 1, cells: columns.names }
      const rows = Stream.map(cards, (card) => columns.toRow(choices.count(card)))
      return readTable(Stream.concat(Stream.make(header), rows), columns.optionsFor(table), {
        ...listener,
        onHeader: (found) => onHeader?.({ ...found, line: null, cards: columns.cards }),
        onEnd: ({ unstored }) => onEnd?.({ unstored: sumByName(unstored), choices: choices.summary }),
      })
    }),
  )

/** Several columns have the same name. */
const sumByName = (unstored: ReadonlyArray<{ readonly column: string; readonly count: number }>) => {
  const counts = new Map<string, number>()
  for (const { column, count } of unstored) counts.set(column, (counts.get(column) ?? 0) + count)
  return [...counts].map(([column, count]) => ({ column, count }))
}
