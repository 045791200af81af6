import * as Duration from "effect/Duration"
import { ResponseTimeout } from "./clientErrors.ts"
import type { ExchangeProgress } from "./ExchangeProgress.ts"

/** How long one exchange may take. */
export interface Timeouts {
  readonly silenceTimeout: Duration.Duration
  readonly responseTimeout: Duration.Duration
}

/** How long an exchange may be in some state. */
export interface TimeLimit {
  readonly duration: () => Duration.Duration
  /** Whether it is in that state, and was since the last call. */
  readonly isWaiting: () => boolean
  readonly error: () => ResponseTimeout
}

/** The server stores a stream after its last contact; its own limit grows by 1 ms for each. */
const PER_CONTACT = Duration.millis(2)

/** A limit is checked this often, so it is exceeded by at most one part. */
export const PARTS = 20

/** The limits of an exchange: the server may not be silent for too long, nor respond too slowly. */
export const timeLimits = (
  progress: ExchangeProgress,
  { silenceTimeout, responseTimeout }: Timeouts,
  /** The number of contacts sent so far, if they are a stream. */
  contacts: () => number,
): ReadonlyArray<TimeLimit> => {
  let steps = progress.steps
  const isSilent = () => {
    const before = steps
    steps = progress.steps
    return steps === before && !progress.isReadingSource
  }
  const limit = (
    timeout: Duration.Duration,
    isWaiting: () => boolean,
    describe: (time: string) => string,
  ): TimeLimit => {
    const duration = () => Duration.sum(timeout, Duration.times(PER_CONTACT, contacts()))
    const error = () =>
      new ResponseTimeout({
        message: `The server ${describe(Duration.format(duration()))}. The contacts may have been stored`,
      })
    return { duration, isWaiting, error }
  }
  return [
    limit(silenceTimeout, isSilent, (time) => `neither read nor sent anything for ${time}`),
    limit(
      responseTimeout,
      () => progress.isSent,
      (time) => `did not complete its response within ${time}`,
    ),
  ]
}
