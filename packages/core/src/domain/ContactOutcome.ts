import type { EmailAddress } from "./EmailAddress.ts"
import type { ContactId } from "./Identifiers.ts"
import type { ContactProblem } from "./Problem.ts"

/** What happened to one contact of a request. `status` and `reason` tell which. */
export type ContactOutcome = CreatedOutcome | DuplicateOutcome | ExistingOutcome | InvalidOutcome

interface Outcome {
  /** The contact's position in the request, from 0. */
  readonly index: number
  /** Normalized. */
  readonly email: EmailAddress
}

/** A contact that was created. */
export interface CreatedOutcome extends Outcome {
  readonly status: "created"
  /** Absent in a dry run, which creates nothing. */
  readonly id?: ContactId
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
  readonly id?: ContactId
}

/** A contact that a lenient request left out. */
export interface InvalidOutcome {
  /** The contact's position in the request, from 0. */
  readonly index: number
  readonly status: "invalid"
  /** The first 20. */
  readonly problems: ReadonlyArray<ContactProblem>
  /** How many problems are not listed. Only if there are any. */
  readonly omitted?: number
}
