import { Context, Duration, Effect, Layer, Option } from "effect"
import { Hex } from "effect/encoding"
import { HttpServerRequest } from "effect/http"
import { RateLimiter } from "effect/persistence"
import { TooManyRequests } from "../api/errors.ts"
import { RateLimiting } from "../api/RateLimiting.ts"
import { answerHeaders, retryAfter } from "../responseHeaders.ts"

const WINDOW = Duration.minutes(1)

/**
 * How many requests a minute one API key may send; null is any number. That many may come at once; each share of the
 * minute lets one more pass.
 */
export const RateLimit = Context.Reference<number | null>("@bulk-contacts/adapter-http/RateLimit", {
  defaultValue: () => null,
})

/** Servers that share a `RateLimiterStore` count together; without one, each counts in its own memory. */
const store = Layer.unwrap(
  Effect.map(
    Effect.serviceOption(RateLimiter.RateLimiterStore),
    Option.match({
      onNone: () => RateLimiter.layerStoreMemory,
      onSome: (shared) => Layer.succeed(RateLimiter.RateLimiterStore, shared),
    }),
  ),
)

/** Rate limiting by `RateLimit`. */
export const rateLimiting = Layer.effect(
  RateLimiting,
  Effect.gen(function* () {
    const limit = yield* RateLimit
    const limiter = yield* RateLimiter.make
    if (limit === null) return (httpEffect) => httpEffect

    const count = Effect.fnUntraced(function* (apiKey: string) {
      const { remaining, resetAfter } = yield* limiter.consume({
        key: yield* hash(apiKey),
        limit,
        window: WINDOW,
        // A fixed window locks out who was a little too fast until all of it is over; this one until the next request's share.
        algorithm: "token-bucket",
      })
      yield* answerHeaders(rateLimitHeaders(limit, remaining, resetAfter))
    })

    const refuse = Effect.fnUntraced(function* ({ retryAfter: wait }: RateLimiter.RateLimitExceeded) {
      const othersToo = Duration.sum(wait, Duration.times(WINDOW, (limit - 1) / limit))
      yield* answerHeaders(rateLimitHeaders(limit, 0, othersToo))
      yield* retryAfter(wholeSeconds(wait))
      return yield* new TooManyRequests({ message: `At most ${limit} requests a minute` })
    })

    return Effect.fnUntraced(function* (httpEffect) {
      const { headers } = yield* HttpServerRequest.HttpServerRequest
      yield* count(headers["x-api-key"] ?? "").pipe(
        Effect.catchReason("RateLimiterError", "RateLimitExceeded", refuse),
        // Where requests cannot be counted, serving them is better than refusing them.
        Effect.catchTag("RateLimiterError", (error) => Effect.logWarning("Requests cannot be counted", error)),
      )
      return yield* httpEffect
    })
  }),
).pipe(Layer.provide(store))

const wholeSeconds = (duration: Duration.Duration): number => Math.ceil(Duration.toSeconds(duration))

/** The limit, how many requests are left, and in how many seconds all of them are again. */
const rateLimitHeaders = (limit: number, remaining: number, resetAfter: Duration.Duration) => ({
  "x-ratelimit-limit": String(limit),
  "x-ratelimit-remaining": String(remaining),
  "x-ratelimit-reset": String(wholeSeconds(resetAfter)),
})

/** A store that servers share must not see the key itself. */
const hash = (apiKey: string): Effect.Effect<string> =>
  Effect.promise(async () =>
    Hex.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(apiKey)))),
  )
