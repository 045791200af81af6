import { ConnectionFailed } from "../clientErrors.ts"
import { type Timeouts, timeLimits } from "../timeLimits.ts"
import type { RequestBody } from "./RequestBody.ts"
import { retryAfter } from "./retryAfter.ts"
import { sendRequest, type Target } from "./sendRequest.ts"
import { watch } from "./timers.ts"

/** What an attempt led to. */
export type Attempted<A> =
  | { readonly value: A }
  /** `wait` is the least time to wait before the next attempt, in milliseconds. Without it, the error is final. */
  | { readonly error: unknown; readonly wait?: number }

/** Sends a request once, and reads the response. Ends if the signal aborts or the server is too slow. */
export const attempt = async <A>(
  target: Target,
  body: RequestBody,
  read: (response: Response) => Promise<A>,
  timeouts: Timeouts,
  signal: AbortSignal | undefined,
): Promise<Attempted<A>> => {
  const controller = new AbortController()
  const abort = () => controller.abort(signal?.reason)
  signal?.addEventListener("abort", abort)
  if (signal?.aborted) abort()
  const watches = timeLimits(body.progress, timeouts, () => body.sent.most).map((limit) =>
    watch(limit, (error) => controller.abort(error)),
  )
  let response: Response | undefined
  const exchange = async () => {
    response = await sendRequest(target, body, controller.signal)
    return read(response)
  }
  try {
    // A replacement for fetch may not listen to the signal.
    return { value: await Promise.race([exchange(), untilAborted(controller.signal)]) }
  } catch (error) {
    const failure = body.failure()
    if (failure !== undefined) return failure
    return isTransient(error) ? { error, wait: retryAfter(response?.headers.get("retry-after")) } : { error }
  } finally {
    for (const stop of watches) stop()
    signal?.removeEventListener("abort", abort)
    body.close()
    // What is left of the request and the response is not needed.
    controller.abort()
  }
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener("abort", abort)
  })

/** 409: a request with the same idempotency key is in progress. 500: a defect, which a retry would meet again. */
const transientStatuses: ReadonlyArray<unknown> = [408, 409, 429, 502, 503, 504]

const isTransient = (error: unknown): boolean =>
  error instanceof ConnectionFailed ||
  (error instanceof Error && "statusCode" in error && transientStatuses.includes(error.statusCode))
