import { makeSteadyClock } from "@bulk-contacts/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { TooManyRequests } from "../api/errors.ts"
import { RateLimiting } from "../api/RateLimiting.ts"
import { sha256 } from "../digests.ts"
import { setResponseHeaders, setRetryAfter } from "../responses.ts"
import { RateLimit } from "../settings.ts"
import { checkedStore } from "./checkedRateLimiterStore.ts"

const WINDOW = Duration.minutes(1)

/** Servers that share a `RateLimiterStore` count together. Without one, each server counts in its own memory. */
const store = Layer.unwrap(
  Effect.map(
    Effect.serviceOption(RateLimiter.RateLimiterStore),
    Option.match({
      onNone: () => RateLimiter.layerStoreMemory,
      onSome: (shared) => Layer.succeed(RateLimiter.RateLimiterStore, checkedStore(shared)),
    }),
  ),
)

/** Limits each API key to `RateLimit` requests per minute. */
export const layerRateLimiting = Layer.effect(
  RateLimiting,
  Effect.gen(function* () {
    const limit = yield* RateLimit
    const limiter = yield* RateLimiter.make
    if (limit === null) return (httpEffect) => httpEffect
    const clock = yield* makeSteadyClock

    const count = Effect.fnUntraced(function* (apiKey: string) {
      const consume = limiter.consume({
        key: yield* hash(apiKey),
        limit,
        window: WINDOW,
        // A client slightly over the limit waits for one token only. A fixed window would lock it out until the window
        // ends.
        algorithm: "token-bucket",
      })
      const { remaining, resetAfter } = yield* Effect.provideService(consume, Clock.Clock, clock)
      yield* setResponseHeaders(rateLimitHeaders(limit, remaining, resetAfter))
    })

    const reject = Effect.fnUntraced(function* ({ retryAfter: wait }: RateLimiter.RateLimitExceeded) {
      const untilFull = Duration.sum(wait, Duration.times(WINDOW, (limit - 1) / limit))
      yield* setResponseHeaders(rateLimitHeaders(limit, 0, untilFull))
      yield* setRetryAfter(Math.max(1, wholeSeconds(wait)))
      return yield* new TooManyRequests({ message: `Rate limit exceeded: ${limit} requests per minute` })
    })

    return Effect.fnUntraced(function* (httpEffect) {
      const { headers } = yield* HttpServerRequest.HttpServerRequest
      yield* count(headers["x-api-key"] ?? "").pipe(
        Effect.catchReason("RateLimiterError", "RateLimitExceeded", reject),
        // If requests cannot be counted, serve them rather than reject them.
        Effect.catchTag("RateLimiterError", (error) =>
          Effect.logWarning("Cannot count requests for the rate limit", error),
        ),
      )
      return yield* httpEffect
    })
  }),
).pipe(Layer.provide(store))

const wholeSeconds = (duration: Duration.Duration): number => Math.ceil(Duration.toSeconds(duration))

/** The limit, the requests left, and the seconds until all of them are available again. */
const rateLimitHeaders = (limit: number, remaining: number, resetAfter: Duration.Duration) => ({
  "x-ratelimit-limit": String(limit),
  "x-ratelimit-remaining": String(Math.floor(remaining)),
  "x-ratelimit-reset": String(wholeSeconds(resetAfter)),
})

/** A shared store must not see the key itself. */
const hash = (apiKey: string): Effect.Effect<string> =>
  Effect.promise(async () => Hex.encode(await sha256(new TextEncoder().encode(apiKey))))
