import { IdempotencyKeyInUse, IdempotencyRecords } from "@bulk-contacts/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { affectedRows, runStatement } from "../connection/runStatement.ts"
import * as statements from "../sql/idempotencyRecords.ts"

export const layerIdempotencyRecords = Layer.effect(
  IdempotencyRecords,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return {
      claims: new Set(),
      find: Effect.fn("IdempotencyRecords.find")(function* (organizationId, key, since) {
        const [lock] = yield* runStatement(statements.tryLockKey(sql, organizationId, key))
        // No row: the organization does not exist, and has no records.
        if (lock?.locked === false) return yield* new IdempotencyKeyInUse()
        // A separate statement: what the previous holder stored is not in the snapshot of the one that took the lock.
        const [row] = yield* runStatement(statements.findRecord(sql, organizationId, key, since))
        return Option.fromUndefinedOr(row)
      }),
      store: Effect.fn("IdempotencyRecords.store")((organizationId, key, record) =>
        Effect.asVoid(runStatement(statements.upsertRecord(sql, organizationId, key, record))),
      ),
      removeOlderThan: Effect.fn("IdempotencyRecords.removeOlderThan")((date) =>
        runStatement(affectedRows(statements.deleteRecordsBefore(sql, date), { prepare: true })),
      ),
    }
  }),
)
