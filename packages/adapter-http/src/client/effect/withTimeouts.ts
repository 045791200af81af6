import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { ResponseTimeout } from "../clientErrors.ts"
import type { ExchangeProgress } from "../ExchangeProgress.ts"
import { PARTS, type TimeLimit, type Timeouts, timeLimits } from "../timeLimits.ts"
import type { FailedTry } from "./retryTransient.ts"

/** Ends an exchange in which the server is silent for too long, or responds too slowly. */
export const withTimeouts = <A, E, R>(
  exchange: Effect.Effect<A, E, R>,
  progress: ExchangeProgress,
  timeouts: Timeouts,
  /** The number of contacts sent so far, if they are a stream. */
  contacts: () => number,
): Effect.Effect<A, E | FailedTry<ResponseTimeout>, R> =>
  Effect.raceAllFirst([exchange, ...timeLimits(progress, timeouts, contacts).map(expire)])

/** Fails once the exchange was waiting for the whole time. */
const expire = Effect.fnUntraced(function* ({
  duration,
  isWaiting,
  error,
}: TimeLimit): Effect.fn.Return<never, FailedTry<ResponseTimeout>> {
  for (let waited = 0; waited < PARTS; waited = isWaiting() ? waited + 1 : 0) {
    yield* Effect.sleep(Duration.divideUnsafe(duration(), PARTS))
  }
  return yield* Effect.fail({ error: error(), response: undefined })
})
