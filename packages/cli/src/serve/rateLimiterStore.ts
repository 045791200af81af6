import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as RateLimiter from "effect/persistence/RateLimiter"
import * as Redis from "effect/persistence/Redis"
import type * as Redacted from "effect/Redacted"

/** Where requests are counted: in a Redis that servers share, or in this process. */
export const rateLimiterStore = Option.match({
  onNone: () => RateLimiter.layerStoreMemory,
  onSome: (url: Redacted.Redacted) =>
    RateLimiter.layerStoreRedis({ prefix: "bulk-contacts:rate-limit:" }).pipe(
      Layer.provide(Layer.effect(Redis.Redis, connect(url))),
    ),
})

// Loaded when it is used: most servers count for themselves.
const connect = (url: Redacted.Redacted) =>
  Effect.flatMap(
    Effect.promise(() => import("./redis/connectRedis.ts")),
    ({ connectRedis }) => connectRedis(url),
  )
