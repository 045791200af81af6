import { openCards } from "@bulk-contacts/files"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { OpenOptions } from "../../protocol.ts"
import { RowStore } from "./RowStore.ts"
import { addAll, bytesOf, run } from "./readBlob.ts"
import { type OnRead, plain, type SourceFile } from "./SourceFile.ts"

/** Reads vCards. */
export const readCardFile = async (file: Blob, how: OpenOptions, onRead: OnRead): Promise<SourceFile> => {
  const cards = await run(openCards(bytesOf(file), { encoding: how.encoding }))
  const store = new RowStore()
  const email = cards.names.indexOf("EMAIL")
  let withoutAddress = 0
  const rows = Stream.tap(cards.rows, ({ cells }) =>
    Effect.sync(() => {
      if ((cells[email] ?? "") === "") withoutAddress++
    }),
  )
  await addAll(store, rows, () => onRead(store.length, store.length / Math.max(1, cards.cards)))
  const { count, first } = cards.choices()
  return {
    ...plain,
    format: "vcf",
    encoding: how.encoding ?? "utf-8",
    store,
    names: cards.names,
    optionsFor: (options) => cards.optionsFor(options),
    notes: [
      { kind: "cards", count: cards.cards, withoutAddress },
      ...first.map(({ line, used, notUsed }) => ({ kind: "choice" as const, line, used, notUsed })),
      ...(count > first.length ? [{ kind: "moreChoices" as const, count: count - first.length }] : []),
    ],
  }
}
