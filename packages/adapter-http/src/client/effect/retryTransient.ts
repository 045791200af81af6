import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Headers from "effect/http/Headers"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"

/** A failed attempt, and the response to it, if there was one. */
export interface FailedTry<E> {
  readonly error: E
  readonly response: HttpClientResponse.HttpClientResponse | undefined
}

/** Which attempts to repeat. */
export interface RetryLimits {
  /** If `Retry-After` asks for more, the error is final. */
  readonly maxRetryAfter: Duration.Duration
  /** Whether the request can be sent again. */
  readonly canRetry?: () => boolean
}

const schedule = Schedule.exponential("200 millis").pipe(
  Schedule.jittered,
  Schedule.upTo({ times: 5 }),
  Schedule.setInputType<FailedTry<unknown>>(),
  Schedule.modifyDelay(({ input, duration, now }) => Effect.succeed(Duration.max(duration, retryAfter(input, now)))),
)

/**
 * Retries up to five times if the connection failed or the status is transient. Waits longer each time, and at least as
 * long as `Retry-After` demands, up to a limit. Fails with the last error. `HttpClient.retryTransient` would not retry a 409 or a
 * response that breaks off, and would retry a 500.
 */
export const retryTransient = <A, E, R>(
  attempt: Effect.Effect<A, FailedTry<E>, R>,
  { maxRetryAfter, canRetry = () => true }: RetryLimits,
): Effect.Effect<A, E, R> =>
  attempt.pipe(
    Effect.retry({
      schedule,
      while: (failed) =>
        Effect.map(
          Clock.currentTimeMillis,
          (now) =>
            canRetry() && isTransient(failed) && Duration.isLessThanOrEqualTo(retryAfter(failed, now), maxRetryAfter),
        ),
    }),
    Effect.mapError(({ error }) => error),
  )

const isTransient = ({ error, response }: FailedTry<unknown>): boolean =>
  HttpClient.isTransientError(error) || isBrokenOff(error) || (response !== undefined && isTransientStatus(response))

/** The connection can also fail while the body of the response is being read. */
const isBrokenOff = (error: unknown): boolean =>
  HttpClientError.isHttpClientError(error) && error.reason._tag === "DecodeError" && error.reason.cause !== undefined

/** 409: a request with the same idempotency key is in progress. 500: a defect, which a retry would meet again. */
const isTransientStatus = (response: HttpClientResponse.HttpClientResponse): boolean =>
  response.status === 409 || (response.status !== 500 && HttpClient.isTransientResponse(response))

const retryAfter = ({ response }: FailedTry<unknown>, now: number): Duration.Duration => {
  const parsed = Headers.parseRetryAfter(response?.headers["retry-after"] ?? "")
  return Result.isSuccess(parsed) ? Headers.retryAfterDelay(parsed.success, now) : Duration.zero
}
