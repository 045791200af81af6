import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as RateLimiter from "effect/persistence/RateLimiter"

type Store = RateLimiter.RateLimiterStore["Service"]

/**
 * A shared store whose answers are not trusted, because they decide about requests and appear in headers. What are no
 * numbers are an error of the store; numbers that cannot be are replaced with the nearest ones that can.
 */
export const checkedStore = (store: Store): Store => ({
  ...store,
  tokenBucket: (options) =>
    Effect.flatMap(store.tokenBucket(options), (answer: unknown) => {
      const [remaining, elapsed] = Array.isArray(answer) ? answer : []
      return Number.isFinite(remaining) && Number.isFinite(elapsed)
        ? Effect.succeed([
            between(-1, remaining, options.limit - 1),
            between(0, elapsed, Duration.toMillis(options.refillRate)),
          ] as const)
        : Effect.fail(invalidAnswer)
    }),
})

const between = (least: number, value: number, most: number): number => Math.min(Math.max(value, least), most)

const invalidAnswer = new RateLimiter.RateLimiterError({
  reason: new RateLimiter.RateLimitStoreError({ message: "The shared store did not return two numbers" }),
})
