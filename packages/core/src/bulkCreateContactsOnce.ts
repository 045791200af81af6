import { Clock, Effect, Option, Result } from "effect"
import type { BulkCreateRequest } from "./BulkCreateInput.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import type { BulkCreateResult } from "./BulkCreateResult.ts"
import type { BulkCreatePorts } from "./bulkCreateContacts.ts"
import { type BulkCreateOptions, createContacts } from "./createContacts.ts"
import {
  type IdempotencyKeyInUse,
  IdempotencyKeyReused,
  InvalidRequest,
  type Refusal,
  type StoreFailure,
} from "./errors.ts"
import { fingerprint } from "./fingerprint.ts"
import { checkIdentifier, type OrganizationId } from "./Identifiers.ts"
import { whileClaimed } from "./idempotencyClaims.ts"
import { type NormalizedRequest, normalizeRequest } from "./normalizeRequest.ts"
import { IdempotencyRecords } from "./ports/IdempotencyRecords.ts"
import { UnitOfWork } from "./ports/UnitOfWork.ts"

/** How long a result can be replayed, in milliseconds. */
export const IDEMPOTENCY_RETENTION = 24 * 60 * 60 * 1000

export interface BulkCreateOnceResult extends BulkCreateResult {
  /** Whether this is the result of an earlier request with the same key. */
  readonly replayed: boolean
}

/**
 * `bulkCreateContacts` that is safe to retry: of all requests with one key of the organization (1 to 255 characters), one
 * is carried out, and the others get its result, for 24 hours.
 *
 * The result is stored together with the contacts. A request that is refused, or fails, stores nothing: its key can be
 * used again. Another request under the same key is an `IdempotencyKeyReused`; a request that is still under way with it
 * is an `IdempotencyKeyInUse`. A dry run neither stores nor replays anything.
 */
export const bulkCreateContactsOnce = Effect.fn("bulkCreateContactsOnce")(function* (
  organizationId: OrganizationId,
  idempotencyKey: string,
  request: BulkCreateRequest,
  options: BulkCreateOptions = {},
): Effect.fn.Return<
  BulkCreateOnceResult,
  Refusal | IdempotencyKeyInUse | IdempotencyKeyReused | StoreFailure,
  BulkCreatePorts | IdempotencyRecords
> {
  const key = yield* checkKey(idempotencyKey)
  const carryOut = Effect.gen(function* () {
    const unitOfWork = yield* UnitOfWork
    const { maxContacts } = yield* BulkCreatePolicy
    const normalized = yield* normalizeRequest(request, maxContacts)
    return yield* unitOfWork.atomically(
      options.dryRun === true
        ? Effect.map(createContacts(organizationId, normalized, options), fresh)
        : replayOrCreate(organizationId, key, normalized, options),
    )
  })
  return yield* whileClaimed(yield* IdempotencyRecords, organizationId, key, carryOut)
})

const replayOrCreate = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  key: string,
  request: NormalizedRequest,
  options: BulkCreateOptions,
) {
  const records = yield* IdempotencyRecords
  const now = yield* Clock.currentTimeMillis
  const asked = yield* fingerprint(request)
  const record = yield* records.find(organizationId, key, new Date(now - IDEMPOTENCY_RETENTION))
  if (Option.isSome(record)) {
    if (record.value.fingerprint !== asked) return yield* new IdempotencyKeyReused()
    return { ...record.value.result, replayed: true }
  }
  const result = yield* createContacts(organizationId, request, options)
  yield* records.store(organizationId, key, { fingerprint: asked, result, createdAt: new Date(now) })
  return fresh(result)
})

const fresh = (result: BulkCreateResult): BulkCreateOnceResult => ({ ...result, replayed: false })

const checkKey = (key: string) => {
  const checked = checkIdentifier(key)
  if (Result.isSuccess(checked)) return Effect.succeed(checked.success)
  const problems = [{ field: "idempotencyKey", message: checked.failure }]
  return Effect.fail(new InvalidRequest({ problems, omitted: 0 }))
}
