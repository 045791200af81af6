import { type IdempotencyRecord, IdempotencyRecords } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { recordKey, type State } from "./state.ts"
import type { Transactions } from "./Transaction.ts"

/** The port in memory. Keys need no locks, because there is one unit of work at a time. */
export const makeIdempotencyRecords = (state: State, transactions: Transactions) => {
  const isRecent = (since: Date) => (record: IdempotencyRecord) => record.createdAt >= since
  return IdempotencyRecords.of({
    claims: new Set(),
    read: (organizationId, key, since) =>
      Effect.sync(() =>
        Option.filter(Option.fromUndefinedOr(state.records.get(recordKey(organizationId, key))), isRecent(since)),
      ),
    find: (organizationId, key, since) =>
      transactions.run((transaction) =>
        Effect.sync(() =>
          Option.filter(Option.fromUndefinedOr(transaction.recordOf(recordKey(organizationId, key))), isRecent(since)),
        ),
      ),
    store: (organizationId, key, record) =>
      transactions.run((transaction) => Effect.sync(() => transaction.record(recordKey(organizationId, key), record))),
    removeOfImport: (organizationId, key, importId) =>
      transactions.run((transaction) =>
        Effect.sync(() => {
          const name = recordKey(organizationId, key)
          if (transaction.recordOf(name)?.result.importId === importId) transaction.record(name, null)
        }),
      ),
    removeOlderThan: (date) =>
      transactions.run(() =>
        Effect.sync(() => {
          const old = [...state.records].filter(([, record]) => record.createdAt < date)
          for (const [key] of old) state.records.delete(key)
          return old.length
        }),
      ),
  })
}
