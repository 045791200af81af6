/** Contacts given, created and skipped. `total = created + skipped`, always. */
export interface StoredResult {
  readonly total: number
  readonly created: number
  /** Those whose email the organization already had, or that an earlier contact of the request has. */
  readonly skipped: number
  /** In the order given; there if they were asked for. */
  readonly outcomes?: ReadonlyArray<ContactOutcome>
}

/** What became of one contact of a request. */
export type ContactOutcome = CreatedOutcome | DuplicateOutcome | ExistingOutcome

interface Outcome {
  /** The contact's place in the request, from 0. */
  readonly index: number
  /** Normalized. */
  readonly email: string
}

/** A contact that was created. */
export interface CreatedOutcome extends Outcome {
  readonly status: "created"
  /** Absent in a dry run, which creates none. */
  readonly id?: string
}

/** A contact whose email an earlier one of the same request has. */
export interface DuplicateOutcome extends Outcome {
  readonly status: "skipped"
  readonly reason: "duplicate_in_request"
  /** The place of the first contact with this email. */
  readonly duplicateOf: number
}

/** A contact whose email the organization had already. Nothing of it was changed. */
export interface ExistingOutcome extends Outcome {
  readonly status: "skipped"
  readonly reason: "already_exists"
  /** The contact that was there before; absent where it was deleted at that very moment. */
  readonly id?: string
}
