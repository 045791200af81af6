import * as Effect from "effect/Effect"
import { ImportId, type OrganizationId } from "../domain/Identifiers.ts"
import { listImports } from "../imports/listImports.ts"
import { undoImport } from "../imports/undoImport.ts"
import type { ImportsPage, UndoImportOutcome } from "./Import.ts"
import type { BulkContactsPorts } from "./Ports.ts"
import { missingImports } from "./requirePorts.ts"

/** The undo of an import. Throws if the store does not have the port. */
export const undoCall = <Tx>(ports: BulkContactsPorts<Tx>, organizationId: OrganizationId, importId: string) => {
  requireImports(ports)
  return undoImport(organizationId, importIdOf(importId)).pipe(
    Effect.map((undone): UndoImportOutcome => ({ ok: true, ...undone })),
    Effect.catchTag("ImportNotFound", ({ _tag, message }) =>
      Effect.succeed({ ok: false, refusal: _tag, message } as const),
    ),
  )
}

/** A page of the list of imports. Throws if the store does not have the port. */
export const listCall = <Tx>(
  ports: BulkContactsPorts<Tx>,
  organizationId: OrganizationId,
  { limit = 100, after = null }: Partial<ImportsPage>,
) => {
  requireImports(ports)
  if (!Number.isSafeInteger(limit) || limit < 1) throw new TypeError("`limit` must be a positive integer")
  return listImports(organizationId, { limit, after: after === null ? null : importIdOf(after) })
}

const importIdOf = (id: string): ImportId => {
  if (typeof id !== "string") throw new TypeError(`The import's id must be a string, not ${typeof id}`)
  return ImportId.make(id)
}

const requireImports = <Tx>({ imports }: BulkContactsPorts<Tx>): void => {
  if (imports === undefined) throw missingImports()
}
