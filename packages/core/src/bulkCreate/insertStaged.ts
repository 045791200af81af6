import * as Effect from "effect/Effect"
import { NoContactsToCreate, type StoreFailure } from "../domain/errors.ts"
import { traced } from "../internal/traced.ts"
import type { StoredResult } from "../ports/IdempotencyRecords.ts"
import type { StagingArea } from "../ports/StagedContacts.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import type { LeftOut } from "./leaveOut.ts"

/**
 * Inserts the staged contacts whose email does not exist yet; in a dry run it only counts them. `total` contacts were
 * given, and some of them left out. Called inside a unit of work, which makes it atomic.
 */
export const insertStaged = Effect.fnUntraced(function* (
  area: StagingArea,
  total: number,
  { invalid, problems }: LeftOut,
  { dryRun = false, outcomes = false, lenient = false }: BulkCreateOptions,
): Effect.fn.Return<StoredResult, NoContactsToCreate | StoreFailure> {
  const { allDuplicates } = yield* BulkCreatePolicy
  const created = yield* dryRun ? area.countInsertable : area.insertNew
  yield* Effect.annotateCurrentSpan({ total, created, ...(lenient && { invalid }) })
  if (created === 0 && invalid === 0 && allDuplicates === "reject") return yield* new NoContactsToCreate()
  if (outcomes) yield* area.recordOwners
  return {
    total,
    created,
    skipped: total - created - invalid,
    ...(lenient && { invalid }),
    ...(invalid > 0 && { details: problems.items }),
    ...(problems.omitted > 0 && { omitted: problems.omitted }),
  }
}, traced("insertStaged"))
