import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

const monotonicMillis = (clock: Clock.Clock): number => Number(clock.monotonicTimeNanosUnsafe()) / 1e6

/**
 * A clock for intervals: it shows the time of the wall clock as it is now, and keeps its own pace when the wall clock is
 * set. Effect's rate limiter and its caches measure intervals by the wall clock of the fiber.
 */
export const makeSteadyClock: Effect.Effect<Clock.Clock> = Effect.map(Clock.Clock, (clock) => {
  const offset = clock.currentTimeMillisUnsafe() - monotonicMillis(clock)
  const currentTimeMillisUnsafe = () => Math.floor(offset + monotonicMillis(clock))
  return Object.assign(Object.create(clock), {
    currentTimeMillisUnsafe,
    currentTimeMillis: Effect.sync(currentTimeMillisUnsafe),
  })
})
