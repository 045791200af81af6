import type { BulkCreateOnceResult } from "../bulkCreate/bulkCreateContactsOnce.ts"
import type { IdempotencyKeyInUse, IdempotencyKeyReused, Refusal } from "../domain/errors.ts"
import type { BulkCreateAnswer } from "./BulkCreateAnswer.ts"

export const created = (result: BulkCreateOnceResult): BulkCreateAnswer => ({ ok: true, ...result })

export const refused = (error: Refusal | IdempotencyKeyInUse | IdempotencyKeyReused): BulkCreateAnswer => {
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
      }
    default:
      return { ok: false, refusal: error._tag, message }
  }
}
