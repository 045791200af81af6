import type { ContactOutcome } from "./ContactOutcome.ts"
import type { ImportId } from "./Identifiers.ts"
import type { Problem } from "./Problem.ts"

/** How many contacts were given, created and skipped: `total = created + skipped`, in lenient requests `+ invalid`. */
export interface BulkCreateCounts {
  readonly total: number
  readonly created: number
  /** Contacts whose email the organization already had, or an earlier contact of the same request has. */
  readonly skipped: number
  /** Contacts that a lenient request left out. Only in lenient requests. */
  readonly invalid?: number
}

/** The result of a bulk create: the counts and, if requested, the outcome of each contact. */
export interface BulkCreateResult extends BulkCreateCounts {
  /** Whether this is the stored result of an earlier request with the same idempotency key. */
  readonly replayed: boolean
  /** The import under which the request was recorded. Only if it was given a name, and not in a dry run. */
  readonly importId?: ImportId
  /** What is wrong with the invalid contacts, in their order: the first 100 problems. Only if there are any. */
  readonly details?: ReadonlyArray<Problem>
  /** How many problems are not in `details`. Only if there are any. */
  readonly omitted?: number
  /** In the order given. Present if requested. */
  readonly outcomes?: ReadonlyArray<ContactOutcome>
}
