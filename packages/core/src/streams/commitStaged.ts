import { Effect, Stream } from "effect"
import { BulkCreatePolicy } from "../bulkCreate/BulkCreatePolicy.ts"
import { outcomeOf } from "../bulkCreate/outcomes.ts"
import { resolveReferences } from "../bulkCreate/references.ts"
import type { BulkCreateCounts } from "../domain/BulkCreateResult.ts"
import type { ContactOutcome } from "../domain/ContactOutcome.ts"
import { NoContactsToCreate, type ReferenceNotFound, type StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { traced } from "../internal/traced.ts"
import type { Accounts } from "../ports/Accounts.ts"
import type { ContactTypes } from "../ports/ContactTypes.ts"
import type { Stage } from "../ports/StagedContacts.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { StagedStream } from "./stageContacts.ts"

/** Stores the staged contacts. Call it inside a unit of work, which makes it atomic. */
export const commitStaged = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  { stage, total, references }: StagedStream,
  { dryRun = false, outcomes = false }: BulkCreateOptions,
): Effect.fn.Return<BulkCreateCounts, NoContactsToCreate | ReferenceNotFound | StoreFailure, Accounts | ContactTypes> {
  const { allDuplicates } = yield* BulkCreatePolicy
  yield* resolveReferences(organizationId, references)
  const created = yield* dryRun ? stage.countNew : stage.insertNew
  if (created === 0 && allDuplicates === "reject") return yield* new NoContactsToCreate()
  if (outcomes) yield* stage.noteOwners
  return { total, created, skipped: total - created }
}, traced("commitStaged"))

/** The outcome of every contact that `commitStaged` has stored, in the order of the stream. */
export const stagedOutcomes = (stage: Stage, dryRun: boolean): Stream.Stream<ContactOutcome, StoreFailure> =>
  Stream.map(stage.owners, ({ email, planned, first, owner }, index) =>
    outcomeOf({ index, email, first, planned, owner: owner ?? undefined }, dryRun),
  )
