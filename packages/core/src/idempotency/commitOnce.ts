import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import { type IdempotencyKeyInUse, IdempotencyKeyReused, type StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { IdempotencyRecords, type StoredResult } from "../ports/IdempotencyRecords.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"

/** How long a result can be replayed, in milliseconds. */
export const IDEMPOTENCY_RETENTION = 24 * 60 * 60 * 1000

/**
 * Runs `commit` in one unit of work. With an idempotency key, its result is stored in that unit of work, and a retry with
 * the same fingerprint gets the stored result. A dry run neither stores nor replays.
 */
export const commitOnce = Effect.fnUntraced(function* <E, R>(
  organizationId: OrganizationId,
  { idempotencyKey, dryRun = false }: BulkCreateOptions,
  fingerprint: Effect.Effect<string>,
  commit: Effect.Effect<StoredResult, E, R>,
): Effect.fn.Return<
  BulkCreateResult,
  E | IdempotencyKeyInUse | IdempotencyKeyReused | StoreFailure,
  R | IdempotencyRecords | UnitOfWork
> {
  const { atomically } = yield* UnitOfWork
  if (idempotencyKey === undefined || dryRun) return { ...(yield* atomically(commit)), replayed: false }
  return yield* atomically(replayOr(organizationId, idempotencyKey, yield* fingerprint, commit))
})

const replayOr = Effect.fnUntraced(function* <E, R>(
  organizationId: OrganizationId,
  key: string,
  fingerprint: string,
  commit: Effect.Effect<StoredResult, E, R>,
) {
  const records = yield* IdempotencyRecords
  const now = yield* Clock.currentTimeMillis
  const record = yield* records.find(organizationId, key, new Date(now - IDEMPOTENCY_RETENTION))
  if (Option.isSome(record)) {
    if (record.value.fingerprint !== fingerprint) return yield* new IdempotencyKeyReused()
    return { ...record.value.result, replayed: true }
  }
  const result = yield* commit
  yield* records.store(organizationId, key, { fingerprint, result, createdAt: new Date(now) })
  return { ...result, replayed: false }
})
