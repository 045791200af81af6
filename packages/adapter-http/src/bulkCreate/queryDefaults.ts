import type { BulkCreateDefaults } from "@bulk-contacts/core"
import { Effect } from "effect"
import { BadRequest } from "../api/errors.ts"

/** What a query says for all contacts of a body that has one on each line. */
export interface QueryDefaults {
  readonly accountIds?: ReadonlyArray<string>
  readonly contactType?: string
  readonly source?: string
}

/** The defaults without those that are empty: interactive documentation sends parameters that were left blank. */
export const readQueryDefaults = ({ accountIds = [], contactType, source }: QueryDefaults): BulkCreateDefaults => {
  const given = accountIds.filter((id) => id !== "")
  return {
    ...(given.length > 0 && { accountIds: given }),
    ...(contactType && { contactType }),
    ...(source && { source }),
  }
}

/** Refuses them by name where the body has a place for them: they would be overlooked, and what they say be lost. */
export const refuseQueryDefaults = (defaults: BulkCreateDefaults) => {
  const fields = Object.keys(defaults)
  const details = fields.map((field) => ({ field, message: "belongs into the body, where that is JSON" }))
  return fields.length === 0
    ? Effect.void
    : Effect.fail(new BadRequest({ message: "Invalid query parameters", details }))
}
