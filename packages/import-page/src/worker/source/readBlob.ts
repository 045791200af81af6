import { InvalidRequest } from "@bulk-contacts/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Stream from "effect/Stream"
import { Refused } from "../Refused.ts"
import { MAX_CHARACTERS, MAX_ROWS } from "./limits.ts"
import type { RowStore } from "./RowStore.ts"

/** The bytes of a file. `onBytes` gets the length of each piece. */
export const bytesOf = (file: Blob, onBytes: (bytes: number) => void = () => {}) =>
  Stream.fromReadableStream({
    evaluate: () => file.stream() as ReadableStream<Uint8Array>,
    onError: () => new Refused("file_changed"),
  }).pipe(Stream.tap((piece) => Effect.sync(() => onBytes(piece.length))))

/** Runs to the end. Rejects with what is wrong with the file. */
export const run = async <A, E>(effect: Effect.Effect<A, E>): Promise<A> => {
  const exit = await Effect.runPromiseExit(effect)
  if (Exit.isSuccess(exit)) return exit.value
  const error = Cause.squash(exit.cause)
  if (error instanceof InvalidRequest) {
    const [problem] = error.problems
    throw new Refused(problem?.code ?? "invalid_file", problem?.message, problem?.line)
  }
  if (typeof error === "object" && error !== null && "_tag" in error && error._tag === "FileUnreadable") {
    throw new Refused("file_changed")
  }
  throw error
}

/** Keeps all rows, unless there are more than a browser can hold. */
export const addAll = <E>(
  store: RowStore,
  rows: Stream.Stream<Parameters<RowStore["add"]>[0], E>,
  onRows: () => void,
) =>
  run(
    Stream.runForEachArray(rows, (chunk) =>
      Effect.suspend(() => {
        for (const row of chunk) store.add(row)
        onRows()
        return store.length > MAX_ROWS + 1 || store.characters > MAX_CHARACTERS
          ? Effect.fail(new Refused("tooLargeForBrowser"))
          : Effect.void
      }),
    ),
  )
