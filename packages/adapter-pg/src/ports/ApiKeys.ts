import { ApiKeys, makeSteadyClock, traced } from "@bulk-contacts/core/ports"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { hashOf } from "../administration/ApiKey.ts"
import { ApiKeyCache } from "../administration/ApiKeyCache.ts"

/**
 * Cached for 5 seconds: a key that another process revokes may work that long. While look-ups fail, a key works for 15
 * minutes after the last one that succeeded.
 */
export const layerApiKeys = Layer.effect(
  ApiKeys,
  Effect.gen(function* () {
    const cache = yield* ApiKeyCache
    const clock = yield* makeSteadyClock
    return {
      organizationOf: (key) =>
        Effect.suspend(() => Effect.provideService(cache.organizationOf(hashOf(key)), Clock.Clock, clock)).pipe(
          traced("ApiKeys.organizationOf"),
        ),
    }
  }),
)
