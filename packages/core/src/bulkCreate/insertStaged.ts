import { Effect } from "effect"
import type { BulkCreateCounts } from "../domain/BulkCreateResult.ts"
import { NoContactsToCreate, type StoreFailure } from "../domain/errors.ts"
import { traced } from "../internal/traced.ts"
import type { StagingArea } from "../ports/StagedContacts.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"

/**
 * Inserts the `total` staged contacts whose email does not exist yet; in a dry run it only counts them. Called inside a
 * unit of work, which makes it atomic.
 */
export const insertStaged = Effect.fnUntraced(function* (
  area: StagingArea,
  total: number,
  { dryRun = false, outcomes = false }: BulkCreateOptions,
): Effect.fn.Return<BulkCreateCounts, NoContactsToCreate | StoreFailure> {
  const { allDuplicates } = yield* BulkCreatePolicy
  const created = yield* dryRun ? area.countInsertable : area.insertNew
  yield* Effect.annotateCurrentSpan({ total, created })
  if (created === 0 && allDuplicates === "reject") return yield* new NoContactsToCreate()
  if (outcomes) yield* area.recordOwners
  return { total, created, skipped: total - created }
}, traced("insertStaged"))
