import * as Effect from "effect/Effect"
import { CurrentTenant } from "../admission/CurrentTenant.ts"
import type { InvalidRequest, StoreFailure } from "../domain/errors.ts"
import { isImportId, type OrganizationId } from "../domain/Identifiers.ts"
import type { Import } from "../domain/Import.ts"
import { traced } from "../internal/traced.ts"
import type { ImportsPage } from "../ports/Imports.ts"
import { requireImports } from "./requireImports.ts"

/**
 * Lists the imports of the organization, the newest first. The id of the last one of a page, as `after`, leads to the next
 * page: an import that exists is listed exactly once, whatever is recorded meanwhile. Fails with `InvalidRequest` if the
 * store does not have the port `Imports`. An `after` that is not an id of an import is a defect.
 */
export const listImports = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  page: ImportsPage,
): Effect.fn.Return<ReadonlyArray<Import>, InvalidRequest | StoreFailure> {
  const { list } = yield* requireImports
  if (page.after !== null && !isImportId(page.after)) {
    return yield* Effect.die(new TypeError("`after` must be the id of an import"))
  }
  return yield* Effect.provideService(list(organizationId, page), CurrentTenant, organizationId)
}, traced("listImports"))
