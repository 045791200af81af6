import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type * as core from "../domain/errors.ts"
import type { BulkCreated, BulkCreateRefusal } from "./BulkCreateOutcome.ts"

export const created = (result: BulkCreateResult): BulkCreated => ({ ok: true, ...result })

export const refused = (error: core.BulkCreateRefusal): BulkCreateRefusal => {
  const { message } = error
  switch (error._tag) {
    case "InvalidRequest":
      return { ok: false, refusal: error._tag, message, problems: error.problems, omitted: error.omitted }
    case "ReferenceNotFound":
      return {
        ok: false,
        refusal: error._tag,
        message,
        accountIds: error.accountIds,
        contactTypes: error.contactTypes,
        defaultContactTypeMissing: error.defaultContactTypeMissing,
        problems: error.problems,
        omitted: error.omitted,
      }
    default:
      return { ok: false, refusal: error._tag, message }
  }
}
