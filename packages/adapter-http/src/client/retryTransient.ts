import { Duration, Effect, Result, Schedule } from "effect"
import { Headers, HttpClientError, type HttpClientResponse } from "effect/http"

/** A try that failed, and the answer to it where there was one. */
export interface FailedTry<E> {
  readonly error: E
  readonly response: HttpClientResponse.HttpClientResponse | undefined
}

/** The server's own, and what a proxy in front of it answers when it did not reach it. */
const transientStatuses: ReadonlySet<number> = new Set([408, 409, 429, 502, 503, 504])

const schedule = Schedule.exponential("200 millis").pipe(
  Schedule.jittered,
  Schedule.upTo({ times: 5 }),
  Schedule.setInputType<FailedTry<unknown>>(),
  Schedule.modifyDelay(({ input, duration, now }) => Effect.succeed(Duration.max(duration, retryAfter(input, now)))),
)

/**
 * Tries again, up to five times, what a later try may succeed with: the connection failed, or the server answered 408, 409, 429
 * or 503. Waits longer each time, and at least as long as the answer's `Retry-After` says. Fails with the last error.
 */
export const retryTransient = <A, E, R>(attempt: Effect.Effect<A, FailedTry<E>, R>): Effect.Effect<A, E, R> =>
  attempt.pipe(
    Effect.retry({ schedule, while: isTransient }),
    Effect.mapError(({ error }) => error),
  )

const isTransient = ({ error, response }: FailedTry<unknown>): boolean =>
  (response !== undefined && transientStatuses.has(response.status)) || isTransportFailure(error)

/** The connection can also fail while the answer's body is read. */
const isTransportFailure = (error: unknown): boolean =>
  HttpClientError.isHttpClientError(error) &&
  (error.reason._tag === "TransportError" || (error.reason._tag === "DecodeError" && error.reason.cause !== undefined))

const retryAfter = ({ response }: FailedTry<unknown>, now: number): Duration.Duration => {
  const parsed = Headers.parseRetryAfter(response?.headers["retry-after"] ?? "")
  return Result.isSuccess(parsed) ? Headers.retryAfterDelay(parsed.success, now) : Duration.zero
}
