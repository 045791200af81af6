import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { ResponseTimeout } from "./clientErrors.ts"
import type { ExchangeProgress } from "./ExchangeProgress.ts"
import type { FailedTry } from "./retryTransient.ts"

/** How long one exchange may take. */
export interface Timeouts {
  readonly silenceTimeout: Duration.Duration
  readonly responseTimeout: Duration.Duration
}

/** The server stores a stream after its last contact; its own limit grows by 1 ms for each. */
const PER_CONTACT = Duration.millis(2)

/** A limit is checked this often, so it is exceeded by at most one part. */
const PARTS = 20

/** Ends an exchange in which the server is silent for too long, or responds too slowly. */
export const withTimeouts = <A, E, R>(
  exchange: Effect.Effect<A, E, R>,
  progress: ExchangeProgress,
  timeouts: Timeouts,
  /** The number of contacts sent so far, if they are a stream. */
  contacts: () => number,
): Effect.Effect<A, E | FailedTry<ResponseTimeout>, R> => {
  const limit = (timeout: Duration.Duration) => Duration.sum(timeout, Duration.times(PER_CONTACT, contacts()))
  const silence = () => limit(timeouts.silenceTimeout)
  const response = () => limit(timeouts.responseTimeout)

  let steps = progress.steps
  const isSilent = () => {
    const before = steps
    steps = progress.steps
    return steps === before && !progress.isReadingSource
  }
  return exchange.pipe(
    Effect.raceFirst(expire(silence, isSilent, (time) => `neither read nor sent anything for ${time}`)),
    Effect.raceFirst(
      expire(
        response,
        () => progress.isSent,
        (time) => `did not complete its response within ${time}`,
      ),
    ),
  )
}

/** Fails once `isWaiting` was true for the whole `limit`. */
const expire = Effect.fnUntraced(function* (
  limit: () => Duration.Duration,
  isWaiting: () => boolean,
  what: (time: string) => string,
): Effect.fn.Return<never, FailedTry<ResponseTimeout>> {
  for (let waited = 0; waited < PARTS; waited = isWaiting() ? waited + 1 : 0) {
    yield* Effect.sleep(Duration.divideUnsafe(limit(), PARTS))
  }
  const error = new ResponseTimeout({
    message: `The server ${what(Duration.format(limit()))}. The contacts may have been stored`,
  })
  return yield* Effect.fail({ error, response: undefined })
})
