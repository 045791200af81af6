import * as Effect from "effect/Effect"
import type { InvalidRequest, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import type { StoredResult } from "../ports/IdempotencyRecords.ts"
import type { PlannedImport } from "./planImport.ts"
import { requireImports } from "./requireImports.ts"

/**
 * Records an import with the counts of its result, and adds its id to the result. Called in the unit of work that created
 * the contacts. Without an import, the result is returned as it is.
 */
export const recordImport = (
  organizationId: OrganizationId,
  planned: PlannedImport | null,
  result: StoredResult,
): Effect.Effect<StoredResult, InvalidRequest | StoreFailure> => {
  if (planned === null) return Effect.succeed(result)
  const { total, created, skipped, invalid = null } = result
  return requireImports.pipe(
    Effect.flatMap(({ record }) => record(organizationId, { ...planned, total, created, skipped, invalid })),
    Effect.as({ ...result, importId: planned.id }),
  )
}
