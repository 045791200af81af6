import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { inTurn } from "../admission/LoopTurns.ts"
import type { InvalidRequest } from "../domain/errors.ts"
import type { PieceReader, ReadSteps } from "./PieceReader.ts"

/** Comes after the last piece. */
const END = null

/** What a file contains, as it is read. Other fibers get their turn after each batch; `onRead` is called before its use. */
export const readInBatches = <A, E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  reader: PieceReader<A>,
  onRead: (isEnd: boolean) => void,
): Stream.Stream<A, E | InvalidRequest, R> => {
  const readBatch = (isEnd: boolean) => (steps: ReadSteps<A>) =>
    Effect.suspend(() => {
      const step = steps.next()
      if (step.done === true && step.value !== undefined) return Effect.fail(step.value)
      onRead(isEnd && step.done === true)
      if (step.done === true) return Effect.succeed([[], Option.none()] as const)
      return Effect.as(Effect.yieldNow, [step.value, Option.some(steps)] as const)
    }).pipe(inTurn)
  return bytes.pipe(
    Stream.concat(Stream.make(END)),
    Stream.rechunk(1),
    Stream.flatMap((piece) =>
      Stream.paginate(piece === END ? reader.end() : reader.read(piece), readBatch(piece === END)),
    ),
  )
}
