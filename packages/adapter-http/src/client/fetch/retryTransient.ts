import type { Attempted } from "./attempt.ts"
import { sleep } from "./timers.ts"

/** Which attempts to repeat. */
export interface RetryLimits {
  /** If `Retry-After` asks for more, the error is final. In milliseconds. */
  readonly maxRetryAfter: number
  /** Whether the request can be sent again. */
  readonly canRetry: boolean
}

const RETRIES = 5
const FIRST_WAIT = 200

/**
 * Retries up to five times if the connection failed or the status is transient. Waits longer each time, and at least as
 * long as `Retry-After` demands, up to a limit. Rejects with the last error, or with the reason of the signal.
 */
export const retryTransient = async <A>(
  attempt: () => Promise<Attempted<A>>,
  { maxRetryAfter, canRetry }: RetryLimits,
  signal: AbortSignal | undefined,
): Promise<A> => {
  for (let retries = 0; ; retries++) {
    if (signal?.aborted) throw signal.reason
    const result = await attempt()
    if ("value" in result) return result.value
    if (signal?.aborted) throw signal.reason
    const { error, wait } = result
    if (wait === undefined || wait > maxRetryAfter || !canRetry || retries === RETRIES) throw error
    await sleep(Math.max(wait, FIRST_WAIT * 2 ** retries * jitter()), signal)
  }
}

/** Clients that failed together do not come back together. */
const jitter = (): number => 0.8 + 0.4 * Math.random()
