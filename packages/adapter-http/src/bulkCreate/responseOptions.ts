import type { BulkCreateOptions, BulkCreateResult } from "@bulk-contacts/core"

/** Status and headers of the response to a successful bulk create. */
export const responseOptions = (
  { created, replayed, importId }: Omit<BulkCreateResult, "outcomes">,
  { dryRun, lenient }: BulkCreateOptions,
  hasContacts: boolean,
) => {
  const status = created > 0 && dryRun !== true ? 201 : 200
  const applied = [hasContacts && "return=representation", lenient === true && "handling=lenient"].filter(Boolean)
  // An object of headers, even an empty one, is converted.
  if (applied.length === 0 && !replayed && importId === undefined) return { status }
  return {
    status,
    headers: {
      ...(applied.length > 0 && { "preference-applied": applied.join(", ") }),
      ...(replayed && { "idempotency-replayed": "true" }),
      ...(importId !== undefined && { "import-id": importId }),
    },
  }
}
