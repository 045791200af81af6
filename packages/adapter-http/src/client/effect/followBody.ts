import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ExchangeProgress } from "../ExchangeProgress.ts"

/** Reports the progress of a body as it is sent. */
export const followBody = <E, R>(
  progress: ExchangeProgress,
  body: Stream.Stream<Uint8Array, E, R>,
): Stream.Stream<Uint8Array, E, R> =>
  Stream.transformPull(body, (pull) =>
    Effect.succeed(
      Effect.suspend(() => {
        progress.asked()
        return pull
      }).pipe(Effect.tap(() => Effect.sync(() => progress.answered()))),
    ),
  ).pipe(Stream.onEnd(Effect.sync(() => progress.sent())))
