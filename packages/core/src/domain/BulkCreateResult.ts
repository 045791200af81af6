import type { ContactOutcome } from "./ContactOutcome.ts"

/** Contacts given, created and skipped. `total = created + skipped`, always. */
export interface BulkCreateCounts {
  readonly total: number
  readonly created: number
  /** Those whose email the organization already had, or that an earlier contact of the request has. */
  readonly skipped: number
}

/** The counts of a request, and what became of each contact where that was asked for. */
export interface BulkCreateResult extends BulkCreateCounts {
  /** In the order given; there if they were asked for. */
  readonly outcomes?: ReadonlyArray<ContactOutcome>
}
