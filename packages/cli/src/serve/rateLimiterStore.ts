import { Layer, Option, type Redacted } from "effect"
import { RateLimiter, Redis } from "effect/persistence"
import { connectRedis } from "./redis/connectRedis.ts"

/** Where requests are counted: in a Redis that servers share, or in this process. */
export const rateLimiterStore = Option.match({
  onNone: () => RateLimiter.layerStoreMemory,
  onSome: (url: Redacted.Redacted) =>
    RateLimiter.layerStoreRedis({ prefix: "bulk-contacts:rate-limit:" }).pipe(
      Layer.provide(Layer.effect(Redis.Redis, connectRedis(url))),
    ),
})
