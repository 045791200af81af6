import { type InvalidRequest, librarySyntax, readTable, type StreamedContact } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { FileRejected, invalidFile } from "../FileRejected.ts"
import { CardColumns } from "./CardColumns.ts"
import { Choices } from "./Choices.ts"
import { cardsOf } from "./cards.ts"
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
      const { syntax = librarySyntax } = listener
      const label = yield* checkEncoding(encoding)
      const option = syntax({ option: "encoding", value: "windows-1252" })
      const wayOut = `say which encoding it has (Outlook in Western Europe: ${option}), or export it as UTF-8`
      const cards = cardsOf(bytes, { label, wayOut })
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

const checkEncoding = (label = "utf-8"): Effect.Effect<string, InvalidRequest> => {
  try {
    return Effect.succeed(new TextDecoder(label).encoding)
  } catch {
    const message = `must be an encoding such as windows-1252, not ${JSON.stringify(label.slice(0, 100))}`
    return Effect.fail(invalidFile({ field: "encoding", code: "invalid_value", message }))
  }
}

const columnsOf = <E, R>(cards: ReturnType<typeof cardsOf<E, R>>) => {
  const columns = new CardColumns()
  return Stream.runForEach(cards, (card) =>
    Effect.suspend(() => {
      try {
        columns.add(card)
        return Effect.void
      } catch (error) {
        return error instanceof FileRejected ? Effect.fail(invalidFile(error.problem)) : Effect.die(error)
      }
    }),
  ).pipe(Effect.as(columns))
}

/** Several columns have the same name. */
const sumByName = (unstored: ReadonlyArray<{ readonly column: string; readonly count: number }>) => {
  const counts = new Map<string, number>()
  for (const { column, count } of unstored) counts.set(column, (counts.get(column) ?? 0) + count)
  return [...counts].map(([column, count]) => ({ column, count }))
}
