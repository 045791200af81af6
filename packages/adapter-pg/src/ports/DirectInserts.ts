import {
  type DirectContact,
  DirectInserts,
  type OrganizationId,
  type References,
  traced,
} from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as SqlClient from "effect/sql/SqlClient"
import { PrepareStatements } from "../connection/PooledConnection.ts"
import { Statements } from "../connection/Statements.ts"
import { isRejected, withStoreFailure } from "../connection/storeFailure.ts"
import { transactionAtOnce } from "../connection/transactionAtOnce.ts"
import { insertReferring } from "../sql/contacts.ts"
import { type FoundReferences, lockReferences } from "../sql/references.ts"
import { MAX_PREPARED } from "./Contacts.ts"
import { groupInserts } from "./groupInserts.ts"

export const layerDirectInserts = Layer.effect(
  DirectInserts,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const statements = yield* Statements
    const insertAtOnce = Effect.fnUntraced(
      function* (organizationId: OrganizationId, contacts: ReadonlyArray<DirectContact>, references: References) {
        const database = yield* statements.database
        const [[found], rows] = yield* transactionAtOnce(
          sql,
          lockReferences(database, organizationId, references),
          Effect.provideService(
            insertReferring(database, organizationId, contacts, references),
            PrepareStatements,
            contacts.length <= MAX_PREPARED,
          ),
        )
        if (rows.length === 0 && !(found && hasAll(found, references))) return null
        return new Set(rows.map(({ id }) => id))
      },
      // An ordinary unit of work, which also waits for locks, can tell why.
      Effect.catchIf(isRejected, () => Effect.succeed(null)),
      withStoreFailure,
      traced("DirectInserts.insertNew"),
    )
    const insertNew = yield* groupInserts(insertAtOnce)
    return {
      insertNew: (organizationId, contacts, references) =>
        // Part of a unit of work that has begun already.
        Effect.flatMap(Effect.serviceOption(sql.transactionService), (current) =>
          Option.isSome(current) ? Effect.succeed(null) : insertNew(organizationId, contacts, references),
        ),
    }
  }),
)

const hasAll = (found: FoundReferences, { accountIds, contactTypes, needsDefaultContactType }: References): boolean =>
  found.accounts === accountIds.length &&
  found.contactTypes === contactTypes.length &&
  (found.hasDefault || !needsDefaultContactType)
