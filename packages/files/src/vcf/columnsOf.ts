import { type InvalidRequest, librarySyntax, type OptionSyntax } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { FileRejected, invalidFile } from "../FileRejected.ts"
import { CardColumns } from "./CardColumns.ts"
import type { cardsOf } from "./cards.ts"
import type { TextEncoding } from "./readCard.ts"

/** The encoding that the options name, and what to do if it is not the right one. */
export const encodingOf = (
  given: string | undefined,
  syntax: OptionSyntax = librarySyntax,
): Effect.Effect<TextEncoding, InvalidRequest> =>
  Effect.map(checkEncoding(given), (label) => {
    const option = syntax({ option: "encoding", value: "windows-1252" })
    return {
      label,
      wayOut: `say which encoding it has (Outlook in Western Europe: ${option}), or export it as UTF-8`,
    }
  })

const checkEncoding = (label = "utf-8"): Effect.Effect<string, InvalidRequest> => {
  try {
    return Effect.succeed(new TextDecoder(label).encoding)
  } catch {
    const message = `must be an encoding such as windows-1252, not ${JSON.stringify(label.slice(0, 100))}`
    return Effect.fail(invalidFile({ field: "encoding", code: "invalid_value", message }))
  }
}

/** Reads all cards, to know which columns they need. */
export const columnsOf = <E, R>(
  cards: ReturnType<typeof cardsOf<E, R>>,
): Effect.Effect<CardColumns, E | InvalidRequest, R> => {
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
