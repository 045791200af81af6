import { contactIds } from "../domain/ContactIds.ts"
import type { ImportId } from "../domain/Identifiers.ts"
import type { NewImport } from "../domain/Import.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"

/** What is known of an import before its contacts are created. */
export type PlannedImport = Omit<NewImport, "total" | "created" | "skipped" | "invalid">

/** The import as which a request is recorded; null if it has no name or is a dry run. */
export const planImport = (
  name: string | null,
  source: string | null,
  { idempotencyKey = null, dryRun = false }: { [option in keyof BulkCreateOptions]?: BulkCreateOptions[option] | null },
  now: number,
  drawRandomBits: () => string,
): PlannedImport | null => {
  if (name === null || dryRun) return null
  // It is made as the id of a contact is.
  const id = contactIds(now, drawRandomBits)() as string as ImportId
  return { id, name, source, createdAt: new Date(now), idempotencyKey }
}
