import * as Result from "effect/Result"
import { checkIdentifier } from "../domain/Identifiers.ts"
import type { Problems } from "../domain/Problem.ts"

/** The name under which a request is recorded as an import, or null. Adds what is wrong with it to `problems`. */
export const readImportName = (requested: string | undefined, problems: Problems): string | null => {
  if (requested === undefined) return null
  const checked = checkIdentifier(requested)
  if (Result.isSuccess(checked)) return checked.success
  problems.add({ field: "import", ...checked.failure })
  return null
}
