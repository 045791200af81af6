import { IdempotencyKeyInUse, IdempotencyRecords } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { affectedRows } from "../connection/runStatement.ts"
import { Statements } from "../connection/Statements.ts"
import * as statements from "../sql/idempotencyRecords.ts"

export const layerIdempotencyRecords = Layer.effect(
  IdempotencyRecords,
  Effect.gen(function* () {
    const { run } = yield* Statements
    return {
      claims: new Set(),
      read: Effect.fn("IdempotencyRecords.read")(function* (organizationId, key, since) {
        const [row] = yield* run((database) => statements.findRecord(database, organizationId, key, since))
        return Option.fromUndefinedOr(row)
      }),
      find: Effect.fn("IdempotencyRecords.find")(function* (organizationId, key, since) {
        const [lock] = yield* run((database) => statements.tryLockKey(database, organizationId, key))
        // No row: the organization does not exist, and has no records.
        if (lock?.locked === false) return yield* new IdempotencyKeyInUse()
        // A separate statement: what the previous holder stored is not in the snapshot of the one that took the lock.
        const [row] = yield* run((database) => statements.findRecord(database, organizationId, key, since))
        return Option.fromUndefinedOr(row)
      }),
      store: Effect.fn("IdempotencyRecords.store")((organizationId, key, record) =>
        Effect.asVoid(run((database) => statements.upsertRecord(database, organizationId, key, record))),
      ),
      removeOfImport: Effect.fn("IdempotencyRecords.removeOfImport")((organizationId, key, importId) =>
        Effect.asVoid(run((database) => statements.deleteRecordOfImport(database, organizationId, key, importId))),
      ),
      removeOlderThan: Effect.fn("IdempotencyRecords.removeOlderThan")((date) =>
        run((database) => affectedRows(statements.deleteRecordsBefore(database, date), { prepare: true })),
      ),
    }
  }),
)
