import { checkNewId, type InvalidId, type StoreFailure, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { runStatement } from "../connection/runStatement.ts"
import * as statements from "../sql/administration.ts"
import { Administration, AlreadyExists, OrganizationNotFound } from "./Administration.ts"
import { ApiKeyCache } from "./ApiKeyCache.ts"
import type { InOrganization } from "./InOrganization.ts"
import { makeChanges } from "./makeChanges.ts"
import { makeKeys } from "./makeKeys.ts"
import { makeLists } from "./makeLists.ts"

export const layerAdministration = Layer.effect(
  Administration,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const cache = yield* ApiKeyCache
    const { atomically } = yield* UnitOfWork

    const inOrganization: InOrganization = (id, change) =>
      atomically(
        Effect.gen(function* () {
          const organizations = yield* runStatement(statements.lockOrganization(sql, id))
          if (organizations.length === 0) return yield* new OrganizationNotFound({ id })
          return yield* change
        }),
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

      ...makeKeys(sql, cache, inOrganization),
      ...makeChanges(sql, inOrganization),
      ...makeLists(sql),
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
