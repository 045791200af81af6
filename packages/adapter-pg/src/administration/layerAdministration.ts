import { checkNewId, type InvalidId, type StoreFailure, UnitOfWork } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Statements } from "../connection/Statements.ts"
import * as statements from "../sql/administration.ts"
import { Administration, AlreadyExists, OrganizationNotFound } from "./Administration.ts"
import { ApiKeyCache } from "./ApiKeyCache.ts"
import type { InOrganization } from "./InOrganization.ts"
import { makeChanges } from "./makeChanges.ts"
import { makeContactDeletion } from "./makeContactDeletion.ts"
import { makeKeys } from "./makeKeys.ts"
import { makeLists } from "./makeLists.ts"

export const layerAdministration = Layer.effect(
  Administration,
  Effect.gen(function* () {
    const { run } = yield* Statements
    const cache = yield* ApiKeyCache
    const unitOfWork = yield* UnitOfWork
    const { atomically } = unitOfWork

    const inOrganization: InOrganization = (id, change) =>
      atomically(
        Effect.gen(function* () {
          const organizations = yield* run((database) => statements.lockOrganization(database, id))
          if (organizations.length === 0) return yield* new OrganizationNotFound({ id })
          return yield* change
        }),
      )

    return {
      isEmpty: Effect.map(run(statements.findAnyOrganization), (rows) => rows.length === 0),

      organizationExists: Effect.fn("Administration.organizationExists")((id) =>
        Effect.map(
          run((database) => statements.findOrganization(database, id)),
          (rows) => rows.length > 0,
        ),
      ),

      createOrganization: Effect.fn("Administration.createOrganization")((organization) =>
        insertNew(
          "organization",
          organization.id,
          run((database) => statements.insertOrganization(database, organization)),
        ),
      ),

      createAccount: Effect.fn("Administration.createAccount")((account) =>
        inOrganization(
          account.organizationId,
          insertNew(
            "account",
            account.id,
            run((database) => statements.insertAccount(database, account)),
          ),
        ),
      ),

      createContactType: Effect.fn("Administration.createContactType")(function* (contactType) {
        const { organizationId, id, isDefault } = contactType
        const insert = insertNew(
          "contact type",
          id,
          run((database) => statements.insertContactType(database, contactType)),
        )
        const clear = run((database) => statements.clearDefaultContactType(database, organizationId))
        yield* inOrganization(organizationId, isDefault ? Effect.andThen(clear, insert) : insert)
      }),

      ...makeKeys(run, cache, inOrganization),
      ...makeChanges(run, inOrganization),
      ...makeLists(run),
      ...makeContactDeletion(run, unitOfWork),
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
