import { Effect } from "effect"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type { IdempotencyKeyInUse, IdempotencyKeyReused, Refusal, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { fingerprint } from "../idempotency/fingerprint.ts"
import { whileClaimed } from "../idempotency/keyClaims.ts"
import { fresh, type Replayed, replayOr } from "../idempotency/replay.ts"
import type { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkCreateRequest } from "../request/BulkCreateRequest.ts"
import { normalizeRequest } from "../request/normalizeRequest.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import type { BulkCreatePorts } from "./bulkCreateContacts.ts"
import { type BulkCreateOptions, createContacts } from "./createContacts.ts"

/** What `bulkCreateContactsOnce` answers: a result, and whether it is that of an earlier request. */
export interface BulkCreateOnceResult extends BulkCreateResult, Replayed {}

/** Why a request with an idempotency key is not carried out. */
export type OnceRefusal = Refusal | IdempotencyKeyInUse | IdempotencyKeyReused

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
): Effect.fn.Return<BulkCreateOnceResult, OnceRefusal | StoreFailure, BulkCreatePorts | IdempotencyRecords> {
  const carryOut = Effect.gen(function* () {
    const unitOfWork = yield* UnitOfWork
    const { maxContacts } = yield* BulkCreatePolicy
    const normalized = yield* normalizeRequest(request, maxContacts)
    const create = createContacts(organizationId, normalized, options)
    if (options.dryRun === true) return fresh(yield* unitOfWork.atomically(create))
    const asked = yield* fingerprint(normalized)
    return yield* unitOfWork.atomically(replayOr(organizationId, idempotencyKey, asked, create))
  })
  return yield* whileClaimed(organizationId, idempotencyKey, carryOut)
})
