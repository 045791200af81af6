import { Clock, Effect, Option } from "effect"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import { type IdempotencyKeyInUse, IdempotencyKeyReused, type StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"

/** How long a result can be replayed, in milliseconds. */
export const IDEMPOTENCY_RETENTION = 24 * 60 * 60 * 1000

/** Whether a result is that of an earlier request with the same key. */
export interface Replayed {
  readonly replayed: boolean
}

/**
 * The result that is stored under the key for a request of that fingerprint; where there is none, that of `create`, which
 * is then stored. Called inside a unit of work.
 */
export const replayOr = Effect.fnUntraced(function* <E, R>(
  organizationId: OrganizationId,
  key: string,
  fingerprint: string,
  create: Effect.Effect<BulkCreateResult, E, R>,
): Effect.fn.Return<
  BulkCreateResult & Replayed,
  E | IdempotencyKeyInUse | IdempotencyKeyReused | StoreFailure,
  R | IdempotencyRecords
> {
  const records = yield* IdempotencyRecords
  const now = yield* Clock.currentTimeMillis
  const record = yield* records.find(organizationId, key, new Date(now - IDEMPOTENCY_RETENTION))
  if (Option.isSome(record)) {
    if (record.value.fingerprint !== fingerprint) return yield* new IdempotencyKeyReused()
    return { ...record.value.result, replayed: true }
  }
  const result = yield* create
  yield* records.store(organizationId, key, { fingerprint, result, createdAt: new Date(now) })
  return fresh(result)
})

export const fresh = <A>(result: A): A & Replayed => ({ ...result, replayed: false })
