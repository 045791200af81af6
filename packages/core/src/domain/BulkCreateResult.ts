import type { ContactOutcome } from "./ContactOutcome.ts"

/** How many contacts were given, created and skipped: `total = created + skipped`. */
export interface BulkCreateCounts {
  readonly total: number
  readonly created: number
  /** Contacts whose email the organization already had, or an earlier contact of the same request has. */
  readonly skipped: number
}

/** The result of a bulk create: the counts and, if requested, the outcome of each contact. */
export interface BulkCreateResult extends BulkCreateCounts {
  /** Whether this is the stored result of an earlier request with the same idempotency key. */
  readonly replayed: boolean
  /** In the order given. Present if requested. */
  readonly outcomes?: ReadonlyArray<ContactOutcome>
}
