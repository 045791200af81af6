import type { BulkCreateOptions, BulkCreateResult } from "@bulk-contacts/core"

/** Status and headers of the response to a successful bulk create. */
export const responseOptions = (
  { created, replayed }: Omit<BulkCreateResult, "outcomes">,
  { dryRun, lenient }: BulkCreateOptions,
  hasContacts: boolean,
) => {
  const applied = [hasContacts && "return=representation", lenient === true && "handling=lenient"].filter(Boolean)
  return {
    status: created > 0 && dryRun !== true ? 201 : 200,
    headers: {
      ...(applied.length > 0 && { "preference-applied": applied.join(", ") }),
      ...(replayed && { "idempotency-replayed": "true" }),
    },
  }
}
