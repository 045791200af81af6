import { Effect, Layer, Option, type Redacted } from "effect"
import { RateLimiter, Redis } from "effect/persistence"

/** Where requests are counted: in the Redis of the URL together with the other servers, or else in this process. */
export const rateLimiterStore = Option.match({
  onNone: () => RateLimiter.layerStoreMemory,
  onSome: (url: Redacted.Redacted) =>
    RateLimiter.layerStoreRedis({ prefix: "bulk-contacts:rate-limit:" }).pipe(
      Layer.provide(Layer.effect(Redis.Redis, connect(url))),
    ),
})

/** The client is loaded where it is needed: it would make every other start an eighth longer. */
const connect = (url: Redacted.Redacted) =>
  Effect.flatMap(
    Effect.promise(() => import("./redis.ts")),
    ({ connectRedis }) => connectRedis(url),
  )
