import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import { type IdempotencyKeyInUse, IdempotencyKeyReused, type StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { type IdempotencyRecord, IdempotencyRecords, type StoredResult } from "../ports/IdempotencyRecords.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import { IDEMPOTENCY_RETENTION, recordOrInUse, withKeyInProgress } from "./withKeyClaim.ts"

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
  const requested = yield* fingerprint
  const result = yield* atomically(replayOr(organizationId, idempotencyKey, requested, commit))
  return result ?? (yield* replay(yield* recordOrInUse(organizationId, idempotencyKey), requested))
})

/** Null if somebody else holds the key. */
const replayOr = Effect.fnUntraced(function* <E, R>(
  organizationId: OrganizationId,
  key: string,
  fingerprint: string,
  commit: Effect.Effect<StoredResult, E, R>,
) {
  const records = yield* IdempotencyRecords
  const now = yield* Clock.currentTimeMillis
  const record = yield* records
    .find(organizationId, key, new Date(now - IDEMPOTENCY_RETENTION))
    .pipe(Effect.catchTag("IdempotencyKeyInUse", () => Effect.succeed(null)))
  if (record === null) return null
  if (Option.isSome(record)) return yield* replay(record.value, fingerprint)
  const carryOut = Effect.tap(commit, (result) =>
    records.store(organizationId, key, { fingerprint, result, createdAt: new Date(now) }),
  )
  return { ...(yield* withKeyInProgress(organizationId, key, carryOut)), replayed: false }
})

const replay = (
  record: IdempotencyRecord,
  fingerprint: string,
): Effect.Effect<BulkCreateResult, IdempotencyKeyReused> =>
  record.fingerprint === fingerprint
    ? Effect.succeed({ ...record.result, replayed: true })
    : Effect.fail(new IdempotencyKeyReused())
