import type { BulkCreateDefaults } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import { BadRequest } from "../api/errors.ts"

/** Query parameters that hold the defaults for an NDJSON or CSV body. */
export interface QueryDefaults {
  readonly accountIds?: ReadonlyArray<string>
  readonly contactType?: string
  readonly source?: string
}

/** The defaults, without empty ones: interactive documentation sends parameters that were left blank. */
export const readQueryDefaults = ({ accountIds = [], contactType, source }: QueryDefaults): BulkCreateDefaults => {
  const given = accountIds.filter((id) => id !== "")
  return {
    ...(given.length > 0 && { accountIds: given }),
    ...(contactType && { contactType }),
    ...(source && { source }),
  }
}

/** Rejects parameters that do not apply to the body: ignoring them would silently lose what they say. */
export const rejectParameters = (fields: ReadonlyArray<string>, message: string) => {
  const details = fields.map((field) => ({ field, code: "unknown_property" as const, message }))
  return fields.length === 0
    ? Effect.void
    : Effect.fail(new BadRequest({ message: "Invalid query parameters", details }))
}
