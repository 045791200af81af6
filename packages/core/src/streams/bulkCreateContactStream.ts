import { Effect, type Scope, type Stream } from "effect"
import type { BulkCreatePorts } from "../bulkCreate/bulkCreateContacts.ts"
import type { BulkCreateOptions } from "../bulkCreate/createContacts.ts"
import type { BulkCreateCounts } from "../domain/BulkCreateResult.ts"
import type { ContactOutcome } from "../domain/ContactOutcome.ts"
import type { Refusal, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import type { StagedContacts } from "../ports/StagedContacts.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkCreateDefaults } from "../request/BulkCreateRequest.ts"
import type { StreamedContact } from "./StreamedContact.ts"
import { stageContacts } from "./stageContacts.ts"
import { stagedOutcomes, storeStaged } from "./storeStaged.ts"

/** The ports that the bulk create of a stream works on. */
export type BulkCreateStreamPorts = BulkCreatePorts | StagedContacts

/** The counts of a stream, and what became of each contact where that was asked for. */
export interface BulkCreateStreamResult extends BulkCreateCounts {
  /** In the order of the stream; there if they were asked for. It can be read while the scope is open. */
  readonly outcomes?: Stream.Stream<ContactOutcome, StoreFailure>
}

/**
 * `bulkCreateContacts` of any number of contacts, in memory that does not grow with them: they wait on a stage of the
 * store, which is removed with the scope.
 *
 * Atomic, like it: nothing is stored before the stream has ended and all of it was valid, nor when the stream fails or
 * is interrupted. The first contact of an email in the whole stream wins. The policy's `maxContacts` does not apply.
 */
export const bulkCreateContactStream = Effect.fn("bulkCreateContactStream")(function* <E, R>(
  organizationId: OrganizationId,
  contacts: Stream.Stream<StreamedContact, E, R>,
  defaults: BulkCreateDefaults = {},
  options: BulkCreateOptions = {},
): Effect.fn.Return<BulkCreateStreamResult, E | Refusal | StoreFailure, R | BulkCreateStreamPorts | Scope.Scope> {
  const unitOfWork = yield* UnitOfWork
  const staged = yield* stageContacts(organizationId, contacts, defaults)
  const counts = yield* unitOfWork.atomically(storeStaged(organizationId, staged, options))
  return { ...counts, ...(options.outcomes && { outcomes: stagedOutcomes(staged.stage, options.dryRun === true) }) }
})
