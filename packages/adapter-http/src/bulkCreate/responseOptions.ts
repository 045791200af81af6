import type { BulkCreateOptions, BulkCreateResult } from "@bulk-contacts/core"

/** The status and the headers of the answer to a bulk create that was carried out. */
export const answerOptions = (
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
