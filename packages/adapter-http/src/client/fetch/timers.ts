import * as Duration from "effect/Duration"
import type { ResponseTimeout } from "../clientErrors.ts"
import { PARTS, type TimeLimit } from "../timeLimits.ts"

/** The longest time that a timer can have, in milliseconds. */
const MAX_TIMER = 2 ** 31 - 1

/** Waits, unless the signal aborts. */
export const sleep = async (milliseconds: number, signal: AbortSignal | undefined): Promise<void> => {
  for (let left = milliseconds; left > 0 && !signal?.aborted; left -= MAX_TIMER) {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener("abort", done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(left, MAX_TIMER))
      signal?.addEventListener("abort", done)
    })
  }
}

/** Reports once the limit is exceeded, until the function that it returns is called. */
export const watch = (
  { duration, isWaiting, error }: TimeLimit,
  expired: (error: ResponseTimeout) => void,
): (() => void) => {
  let waited = 0
  let timer: ReturnType<typeof setTimeout>
  const wait = () => {
    timer = setTimeout(check, Math.min(Duration.toMillis(duration()) / PARTS, MAX_TIMER))
  }
  const check = () => {
    waited = isWaiting() ? waited + 1 : 0
    if (waited < PARTS) wait()
    else expired(error())
  }
  wait()
  return () => clearTimeout(timer)
}
