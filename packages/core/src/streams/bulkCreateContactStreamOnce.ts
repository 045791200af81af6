import { Effect, type Scope, type Stream } from "effect"
import type { OnceRefusal } from "../bulkCreate/bulkCreateContactsOnce.ts"
import type { BulkCreateOptions } from "../bulkCreate/createContacts.ts"
import type { StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { fingerprint } from "../idempotency/fingerprint.ts"
import { whileClaimed } from "../idempotency/keyClaims.ts"
import { fresh, type Replayed, replayOr } from "../idempotency/replay.ts"
import type { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkCreateDefaults } from "../request/BulkCreateRequest.ts"
import type { BulkCreateStreamPorts, BulkCreateStreamResult } from "./bulkCreateContactStream.ts"
import type { StreamedContact } from "./StreamedContact.ts"
import { type Observer, stageContacts } from "./stageContacts.ts"
import { stagedOutcomes, storeStaged } from "./storeStaged.ts"

/** What `bulkCreateContactStreamOnce` answers: a result, and whether it is that of an earlier request. */
export interface BulkCreateStreamOnceResult extends BulkCreateStreamResult, Replayed {}

/**
 * `bulkCreateContactStream` that is safe to retry, as `bulkCreateContactsOnce` is. A retry sends the whole stream again,
 * and what is replayed are the counts: there are no outcomes with them.
 */
export const bulkCreateContactStreamOnce = Effect.fn("bulkCreateContactStreamOnce")(function* <E, R>(
  organizationId: OrganizationId,
  idempotencyKey: string,
  contacts: Stream.Stream<StreamedContact, E, R>,
  defaults: BulkCreateDefaults = {},
  options: BulkCreateOptions = {},
): Effect.fn.Return<
  BulkCreateStreamOnceResult,
  E | OnceRefusal | StoreFailure,
  R | BulkCreateStreamPorts | IdempotencyRecords | Scope.Scope
> {
  const { dryRun = false, outcomes = false } = options
  const carryOut = Effect.gen(function* () {
    const unitOfWork = yield* UnitOfWork
    let soFar = ""
    const hash: Observer = (batch) =>
      Effect.map(fingerprint([soFar, batch]), (next) => {
        soFar = next
      })
    const staged = yield* stageContacts(organizationId, contacts, defaults, hash)
    const asked = yield* fingerprint([soFar, staged.defaults])
    const create = storeStaged(organizationId, staged, options)
    const result = yield* unitOfWork.atomically(
      dryRun ? Effect.map(create, fresh) : replayOr(organizationId, idempotencyKey, asked, create),
    )
    return { ...result, ...(outcomes && !result.replayed && { outcomes: stagedOutcomes(staged.stage, dryRun) }) }
  })
  return yield* whileClaimed(organizationId, idempotencyKey, carryOut)
})
