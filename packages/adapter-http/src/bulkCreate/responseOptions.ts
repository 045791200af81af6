import type { BulkCreateOptions, BulkCreateResult } from "@bulk-contacts/core"

/** Status and headers of the response to a successful bulk create. */
export const responseOptions = (
  { created, replayed }: Omit<BulkCreateResult, "outcomes">,
  { dryRun }: BulkCreateOptions,
  hasContacts: boolean,
) => ({
  status: created > 0 && dryRun !== true ? 201 : 200,
  headers: {
    ...(hasContacts && { "preference-applied": "return=representation" }),
    ...(replayed && { "idempotency-replayed": "true" }),
  },
})
