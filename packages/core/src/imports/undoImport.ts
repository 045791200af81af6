import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CurrentTenant } from "../admission/CurrentTenant.ts"
import { ImportNotFound, type InvalidRequest, type StoreFailure } from "../domain/errors.ts"
import { type ImportId, isImportId, type OrganizationId } from "../domain/Identifiers.ts"
import { traced } from "../internal/traced.ts"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { requireImports } from "./requireImports.ts"

/** What an undo did. */
export interface ImportUndone {
  /** How many contacts of the import it deleted. */
  readonly deleted: number
  /** How many contacts of the import had been deleted before. */
  readonly alreadyGone: number
}

/**
 * Undoes an import: soft-deletes the contacts that it created and that still exist. Contacts that existed before, or that
 * others created, are not touched. The stored result of its idempotency key is removed, so that the same request creates
 * the contacts again.
 *
 * Atomic: if it fails or is interrupted, nothing is deleted. It may be repeated: the second time there is nothing to
 * delete. Any text is allowed as `importId`. Fails with `ImportNotFound` if the organization has no such import, and with `InvalidRequest` if the store does
 * not have the port `Imports`.
 *
 * @example
 * ```ts
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 * import { bulkCreateContacts, ImportId, OrganizationId, undoImport } from "@bulk-contacts/core"
 * import { Effect } from "effect"
 *
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
 * const acme = OrganizationId.make("acme")
 *
 * const program = Effect.gen(function* () {
 *   const { importId = "" } = yield* bulkCreateContacts(acme, { contacts: ["ada@example.com"] }, { import: "leads.csv" })
 *   return yield* undoImport(acme, ImportId.make(importId))
 * })
 *
 * console.log(await Effect.runPromise(Effect.provide(program, store.layer))) // { deleted: 1, alreadyGone: 0 }
 * ```
 */
export const undoImport = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  importId: ImportId,
): Effect.fn.Return<ImportUndone, ImportNotFound | InvalidRequest | StoreFailure, IdempotencyRecords | UnitOfWork> {
  const imports = yield* requireImports
  if (!isImportId(importId)) return yield* new ImportNotFound({ id: importId })
  const records = yield* IdempotencyRecords
  const { atomically } = yield* UnitOfWork
  const now = new Date(yield* Clock.currentTimeMillis)
  const undo = Effect.gen(function* () {
    const undone = yield* imports.undo(organizationId, importId, now)
    if (Option.isNone(undone)) return yield* new ImportNotFound({ id: importId })
    const { deleted, created, idempotencyKey } = undone.value
    if (idempotencyKey !== null) yield* records.removeOfImport(organizationId, idempotencyKey, importId)
    return { deleted, alreadyGone: created - deleted }
  })
  const undone = yield* Effect.provideService(atomically(undo), CurrentTenant, organizationId)
  yield* Effect.annotateCurrentSpan({ ...undone })
  return undone
}, traced("undoImport"))
