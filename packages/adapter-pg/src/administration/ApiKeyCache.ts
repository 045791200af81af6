import { OrganizationId, type StoreFailure } from "@bulk-contacts/core"
import { Cache, Context, Duration, Effect, Exit, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { runStatement } from "../connection/runStatement.ts"
import { findApiKey, recordUse } from "../sql/apiKeys.ts"

/** How long a key that another process has revoked may still be accepted. */
const TIME_TO_LIVE = Duration.seconds(5)

const CAPACITY = 10_000

/** The organization of each API key, by the key's hash; none for a key that is unknown or revoked. */
export class ApiKeyCache extends Context.Service<
  ApiKeyCache,
  Cache.Cache<string, Option.Option<OrganizationId>, StoreFailure>
>()("@bulk-contacts/adapter-pg/ApiKeyCache") {}

// Unknown keys are not cached: one may be created at any time, and a caller could fill the cache with invalid ones.
export const layerApiKeyCache = Layer.effect(
  ApiKeyCache,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const find = Effect.fnUntraced(function* (hash: string) {
      const [row] = yield* runStatement(findApiKey(sql, hash))
      if (row === undefined) return Option.none()
      const organizationId = OrganizationId.make(row.organizationId)
      if (row.isUseDue) yield* runStatement(recordUse(sql, organizationId, hash))
      return Option.some(organizationId)
    })
    return yield* Cache.makeWith(find, {
      capacity: CAPACITY,
      timeToLive: (exit) => (Exit.isSuccess(exit) && Option.isSome(exit.value) ? TIME_TO_LIVE : Duration.zero),
    })
  }),
)
