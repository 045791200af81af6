import { Effect, Layer, Option, type Redacted } from "effect"
import { RateLimiter, Redis } from "effect/persistence"

/** Where requests are counted: in a Redis that servers share, or in this process. */
export const rateLimiterStore = Option.match({
  onNone: () => RateLimiter.layerStoreMemory,
  onSome: (url: Redacted.Redacted) =>
    RateLimiter.layerStoreRedis({ prefix: "bulk-contacts:rate-limit:" }).pipe(
      Layer.provide(Layer.effect(Redis.Redis, connect(url))),
    ),
})

/** Loads the client only if it is needed: it would make every start an eighth longer. */
const connect = (url: Redacted.Redacted) =>
  Effect.flatMap(
    Effect.promise(() => import("./redis.ts")),
    ({ connectRedis }) => connectRedis(url),
  )
