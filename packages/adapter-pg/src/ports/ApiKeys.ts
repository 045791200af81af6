import { ApiKeys } from "@bulk-contacts/core"
import { Cache, Effect, Layer } from "effect"
import { hashOf } from "../administration/ApiKey.ts"
import { KeyOwners } from "../administration/ApiKeyCache.ts"

/** Look-ups are answered from memory for 5 seconds: so long may a key work that another process has revoked. */
export const layerApiKeys = Layer.effect(
  ApiKeys,
  Effect.gen(function* () {
    const owners = yield* KeyOwners
    return {
      organizationOf: Effect.fn("ApiKeys.organizationOf")((key) => Cache.get(owners, hashOf(key))),
    }
  }),
)
