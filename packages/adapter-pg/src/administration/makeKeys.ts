import type { OrganizationId } from "@bulk-contacts/core/ports"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { RunStatement } from "../connection/Statements.ts"
import { countActiveApiKeys, insertApiKey, revokeApiKeys } from "../sql/apiKeys.ts"
import { type Administration, ApiKeyNotFound } from "./Administration.ts"
import { hashOf, isPrefix, makeApiKey, prefixOf } from "./ApiKey.ts"
import type { ApiKeyCache } from "./ApiKeyCache.ts"
import type { InOrganization } from "./InOrganization.ts"

type Keys = Pick<Context.Service.Shape<typeof Administration>, "createApiKey" | "addApiKey" | "revokeApiKey">

/** The part of the administration that creates and revokes API keys. */
export const makeKeys = (
  run: RunStatement,
  cache: Context.Service.Shape<typeof ApiKeyCache>,
  inOrganization: InOrganization,
): Keys => {
  const insert = (organizationId: OrganizationId, key: Redacted.Redacted<string>, name: string | null) =>
    inOrganization(
      organizationId,
      run((database) => insertApiKey(database, { organizationId, hash: hashOf(key), prefix: prefixOf(key), name })),
    )

  return {
    createApiKey: Effect.fn("Administration.createApiKey")(function* (organizationId, name) {
      const key = makeApiKey()
      yield* insert(organizationId, key, name ?? null)
      return { key, prefix: prefixOf(key) }
    }),

    addApiKey: Effect.fn("Administration.addApiKey")((organizationId, key) =>
      Effect.asVoid(insert(organizationId, key, null)),
    ),

    revokeApiKey: Effect.fn("Administration.revokeApiKey")(function* (key) {
      const prefix = isPrefix(key) ? prefixOf(key) : null
      const revoked = yield* run((database) => revokeApiKeys(database, hashOf(key), prefix))
      if (revoked.length === 0) return yield* new ApiKeyNotFound()
      yield* Effect.forEach(revoked, ({ hash }) => cache.forget(hash), { discard: true })
      return yield* Effect.forEach(
        revoked,
        Effect.fnUntraced(function* ({ organizationId, prefix }) {
          const [row] = yield* run((database) => countActiveApiKeys(database, organizationId))
          return { organizationId, prefix, remaining: row?.active ?? 0 }
        }),
      )
    }),
  }
}
