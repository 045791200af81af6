import { checkNewId, type InvalidId, type OrganizationId, type StoreFailure, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer, type Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { runStatement } from "../connection/runStatement.ts"
import * as statements from "../sql/administration.ts"
import { insertApiKey, revokeApiKeys } from "../sql/apiKeys.ts"
import { Administration, AlreadyExists, ApiKeyNotFound, OrganizationNotFound } from "./Administration.ts"
import { hashOf, isPrefix, makeApiKey, prefixOf } from "./ApiKey.ts"
import { ApiKeyCache } from "./ApiKeyCache.ts"

export const layerAdministration = Layer.effect(
  Administration,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const cache = yield* ApiKeyCache
    const { atomically } = yield* UnitOfWork

    /** Runs `change` while no other administrator changes the organization. */
    const inOrganization = <A, E>(id: OrganizationId, change: Effect.Effect<A, E>) =>
      atomically(
        Effect.gen(function* () {
          const organizations = yield* runStatement(statements.lockOrganization(sql, id))
          if (organizations.length === 0) return yield* new OrganizationNotFound({ id })
          return yield* change
        }),
      )

    const addApiKey = (organizationId: OrganizationId, key: Redacted.Redacted<string>) =>
      Effect.asVoid(
        inOrganization(organizationId, runStatement(insertApiKey(sql, organizationId, hashOf(key), prefixOf(key)))),
      )

    return {
      isEmpty: Effect.map(runStatement(statements.findAnyOrganization(sql)), (rows) => rows.length === 0),

      organizationExists: Effect.fn("Administration.organizationExists")((id) =>
        Effect.map(runStatement(statements.findOrganization(sql, id)), (rows) => rows.length > 0),
      ),

      createOrganization: Effect.fn("Administration.createOrganization")((organization) =>
        insertNew("organization", organization.id, runStatement(statements.insertOrganization(sql, organization))),
      ),

      createAccount: Effect.fn("Administration.createAccount")((account) =>
        inOrganization(
          account.organizationId,
          insertNew("account", account.id, runStatement(statements.insertAccount(sql, account))),
        ),
      ),

      createContactType: Effect.fn("Administration.createContactType")(function* (contactType) {
        const { organizationId, id, isDefault } = contactType
        const insert = insertNew("contact type", id, runStatement(statements.insertContactType(sql, contactType)))
        const clear = runStatement(statements.clearDefaultContactType(sql, organizationId))
        yield* inOrganization(organizationId, isDefault ? Effect.andThen(clear, insert) : insert)
      }),

      createApiKey: Effect.fn("Administration.createApiKey")(function* (organizationId) {
        const key = makeApiKey()
        yield* addApiKey(organizationId, key)
        return { key, prefix: prefixOf(key) }
      }),

      addApiKey: Effect.fn("Administration.addApiKey")(addApiKey),

      revokeApiKey: Effect.fn("Administration.revokeApiKey")(function* (key) {
        const prefix = isPrefix(key) ? prefixOf(key) : null
        const revoked = yield* runStatement(revokeApiKeys(sql, hashOf(key), prefix))
        if (revoked.length === 0) return yield* new ApiKeyNotFound()
        yield* Effect.forEach(revoked, ({ hash }) => cache.forget(hash), { discard: true })
      }),
    }
  }),
)

const insertNew = (
  kind: AlreadyExists["kind"],
  id: string,
  insert: Effect.Effect<ReadonlyArray<unknown>, StoreFailure>,
): Effect.Effect<void, AlreadyExists | InvalidId | StoreFailure> =>
  Effect.gen(function* () {
    yield* Effect.fromResult(checkNewId(kind, id))
    const rows = yield* insert
    if (rows.length === 0) return yield* new AlreadyExists({ kind, id })
  })
