import { type Import, Imports } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { organizationState, type State, type StoredImport } from "./state.ts"
import type { Transactions } from "./Transaction.ts"

/** The port in memory. */
export const makeImports = (state: State, transactions: Transactions) =>
  Imports.of({
    record: (organizationId, newImport) =>
      transactions.run((transaction) =>
        Effect.sync(() => {
          const remaining = newImport.created
          transaction.setImport(organizationState(state, organizationId), { ...newImport, remaining, undoneAt: null })
        }),
      ),
    undo: (organizationId, id, now) =>
      transactions.run((transaction) =>
        Effect.sync(() => {
          const organization = state.organizations.get(organizationId)
          const found = organization?.imports.get(id)
          if (organization === undefined || found === undefined) return Option.none()
          const deleted = transaction.deleteOfImport(organization, id, now)
          const { created, idempotencyKey, remaining } = found
          transaction.setImport(organization, {
            ...found,
            remaining: remaining - deleted,
            undoneAt: found.undoneAt ?? now,
          })
          return Option.some({ deleted, created, idempotencyKey })
        }),
      ),
    list: (organizationId, { limit, after }) =>
      transactions.run(() =>
        Effect.sync(() =>
          [...(state.organizations.get(organizationId)?.imports.values() ?? [])]
            .filter(({ id }) => after === null || id < after)
            .sort((a, b) => (a.id > b.id ? -1 : 1))
            .slice(0, limit)
            .map(withoutKey),
        ),
      ),
  })

const withoutKey = ({ idempotencyKey: _, ...listed }: StoredImport): Import => listed
