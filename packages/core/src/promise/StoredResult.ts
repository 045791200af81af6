import type { Problem } from "./BulkCreateOutcome.ts"

/** How many contacts were given, created and skipped: `total = created + skipped`, in lenient requests `+ invalid`. */
export interface StoredResult {
  readonly total: number
  readonly created: number
  /** Contacts whose email the organization already had, or an earlier contact of the same request has. */
  readonly skipped: number
  /** Contacts that a lenient request left out. Only in lenient requests. */
  readonly invalid?: number
  /** The import under which the request was recorded. Only if it was given a name, and not in a dry run. */
  readonly importId?: string
  /** What is wrong with the invalid contacts, in their order: the first 100 problems. Only if there are any. */
  readonly details?: ReadonlyArray<Problem>
  /** How many problems are not in `details`. Only if there are any. */
  readonly omitted?: number
  /** In the order given. Present if requested. */
  readonly outcomes?: ReadonlyArray<ContactOutcome>
}

/** What happened to one contact of a request. `status` and `reason` tell which. */
export type ContactOutcome = CreatedOutcome | DuplicateOutcome | ExistingOutcome | InvalidOutcome

interface Outcome {
  /** The contact's position in the request, from 0. */
  readonly index: number
  /** Normalized. */
  readonly email: string
}

/** A contact that was created. */
export interface CreatedOutcome extends Outcome {
  readonly status: "created"
  /** Absent in a dry run, which creates nothing. */
  readonly id?: string
}

/** A contact whose email an earlier contact of the same request has. */
export interface DuplicateOutcome extends Outcome {
  readonly status: "skipped"
  readonly reason: "duplicate_in_request"
  /** The position of the first contact with this email. */
  readonly duplicateOf: number
}

/** A contact whose email the organization already had. The existing contact was not changed. */
export interface ExistingOutcome extends Outcome {
  readonly status: "skipped"
  readonly reason: "already_exists"
  /** The id of the existing contact. Absent if it was deleted concurrently. */
  readonly id?: string
}

/** A contact that a lenient request left out. */
export interface InvalidOutcome {
  /** The contact's position in the request, from 0. */
  readonly index: number
  readonly status: "invalid"
  /** The first 20. */
  readonly problems: ReadonlyArray<Omit<Problem, "index">>
  /** How many problems are not listed. Only if there are any. */
  readonly omitted?: number
}
