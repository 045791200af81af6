import type { InvalidRequest } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { FileRejected, invalidFile } from "../FileRejected.ts"
import { CardFile } from "./CardFile.ts"
import type { CardValues, TextEncoding } from "./readCard.ts"

/** Comes after the last piece. */
const END = null

/** Reads the cards of a file. Memory is limited by the size of a card. */
export const cardsOf = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  encoding: TextEncoding,
): Stream.Stream<CardValues, E | InvalidRequest, R> =>
  bytes.pipe(
    Stream.concat(Stream.make(END)),
    Stream.mapAccumArrayEffect(
      () => new CardFile(encoding),
      (file, pieces) =>
        Effect.map(
          attempt(() => pieces.flatMap((piece) => (piece === END ? file.end() : file.read(piece)))),
          (cards) => [file, cards] as const,
        ),
    ),
  )

const attempt = <A>(read: () => A): Effect.Effect<A, InvalidRequest> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(read())
    } catch (error) {
      return error instanceof FileRejected ? Effect.fail(invalidFile(error.problem)) : Effect.die(error)
    }
  })
