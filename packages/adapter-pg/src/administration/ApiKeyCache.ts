import { OrganizationId, type StoreFailure } from "@bulk-contacts/core/ports"
import * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Statements } from "../connection/Statements.ts"
import { findApiKey, recordUse } from "../sql/apiKeys.ts"
import { ConfirmedKeys } from "./ConfirmedKeys.ts"

/** How long a key that another process has revoked may still be accepted. */
const TIME_TO_LIVE = Duration.seconds(5)

const CAPACITY = 10_000

/** Looks up API keys by their hashes. */
export class ApiKeyCache extends Context.Service<
  ApiKeyCache,
  {
    /** The organization of a key; none for one that is unknown or revoked. */
    readonly organizationOf: (hash: string) => Effect.Effect<Option.Option<OrganizationId>, StoreFailure>
    /** Has the next look-up ask the store. */
    readonly forget: (hash: string) => Effect.Effect<void>
  }
>()("@bulk-contacts/adapter-pg/ApiKeyCache") {}

// Unknown keys are not cached: one may be created at any time, and a caller could fill the cache with invalid ones.
export const layerApiKeyCache = Layer.effect(
  ApiKeyCache,
  Effect.gen(function* () {
    const { run } = yield* Statements
    const confirmed = new ConfirmedKeys()

    const askStore = Effect.fnUntraced(function* (hash: string) {
      const [row] = yield* run((database) => findApiKey(database, hash))
      if (row === undefined) {
        confirmed.forget(hash)
        return Option.none()
      }
      const organizationId = OrganizationId.make(row.organizationId)
      confirmed.confirm(hash, organizationId, yield* Clock.monotonicTimeNanos)
      if (row.isUseDue) yield* run((database) => recordUse(database, organizationId, hash))
      return Option.some(organizationId)
    })

    // The look-up is the only statement of a request that every node of a distributed database answers. If one of them is
    // down, the organizations of the others go on.
    const find = (hash: string) =>
      Effect.catchTag(askStore(hash), "StoreFailure", (failure) =>
        Effect.flatMap(Clock.monotonicTimeNanos, (now) => {
          const known = failure.retryable ? confirmed.find(hash, now) : undefined
          return known === undefined ? Effect.fail(failure) : Effect.succeed(Option.some(known))
        }),
      )

    const cache = yield* Cache.makeWith(find, {
      capacity: CAPACITY,
      timeToLive: (exit) => (Exit.isSuccess(exit) && Option.isSome(exit.value) ? TIME_TO_LIVE : Duration.zero),
    })
    return {
      organizationOf: (hash) => Cache.get(cache, hash),
      forget: (hash) =>
        Effect.suspend(() => {
          confirmed.forget(hash)
          return Cache.invalidate(cache, hash)
        }),
    }
  }),
)
