import type { DividedRow, InvalidRequest, TableOptions } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { CardColumns } from "./CardColumns.ts"
import { Choices } from "./Choices.ts"
import { cardsOf } from "./cards.ts"
import { columnsOf, encodingOf } from "./columnsOf.ts"
import type { VcfSummary } from "./VcfOptions.ts"

/** A file of vCards as a table, whose rows can be read as often as necessary. */
export interface CardTable<E, R> {
  /** The names of its columns, which are the properties. */
  readonly names: ReadonlyArray<string>
  /** How many cards it has, without groups. */
  readonly cards: number
  /** One for each card. */
  readonly rows: Stream.Stream<DividedRow, E | InvalidRequest, R>
  /** How `readTable` has to read the rows, with a header above them: as the options say, and otherwise as vCards mean it. */
  readonly optionsFor: (options: TableOptions) => TableOptions
  /** Which values were used where a card has several, once the rows were read. */
  readonly choices: () => VcfSummary["choices"]
}

/**
 * Opens a file of vCards without deciding what becomes of their properties. `bytes` must begin anew each time it runs. Fails
 * with `InvalidRequest` if the file as a whole cannot be read.
 */
export const openCards = Effect.fnUntraced(function* <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  { encoding }: { readonly encoding?: string | undefined } = {},
): Effect.fn.Return<CardTable<E, R>, E | InvalidRequest, R> {
  const cards = cardsOf(bytes, yield* encodingOf(encoding))
  const columns: CardColumns = yield* columnsOf(cards)
  let choices = new Choices()
  return {
    names: columns.names,
    cards: columns.cards,
    rows: Stream.suspend(() => {
      choices = new Choices()
      return Stream.map(cards, (card) => columns.toRow(choices.count(card)))
    }),
    optionsFor: (options) => columns.optionsFor(options),
    choices: () => choices.summary,
  }
})
