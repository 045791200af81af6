import type { ProblemCode } from "../domain/ProblemCode.ts"
import type { StoredResult } from "./StoredResult.ts"

/** What a bulk create resolves with. `ok` tells whether it was carried out. */
export type BulkCreateOutcome = BulkCreated | BulkCreateRefusal

/** The request was carried out: every contact counted as created is stored, unless it was a dry run. */
export interface BulkCreated extends StoredResult {
  readonly ok: true
  /** Whether this is the stored result of an earlier request with the same idempotency key. */
  readonly replayed: boolean
}

/** Why the request was rejected: `refusal` is the reason. Nothing was stored. */
export type BulkCreateRefusal =
  | NoContactsToCreate
  | InvalidRequest
  | ReferenceNotFound
  | IdempotencyKeyInUse
  | IdempotencyKeyReused
  | RequestTooLarge

interface Rejected {
  readonly ok: false
  /** One sentence for whoever sent the request. */
  readonly message: string
}

/** The list of contacts is empty, or all contacts exist and the policy is to reject such a request. */
export interface NoContactsToCreate extends Rejected {
  readonly refusal: "NoContactsToCreate"
}

/** The request or some of its contacts are invalid. */
export interface InvalidRequest extends Rejected {
  readonly refusal: "InvalidRequest"
  /** At most 10,000, those of the request itself first, then those of its contacts in order. */
  readonly problems: ReadonlyArray<Problem>
  /** How many problems are not listed. */
  readonly omitted: number
}

/** One thing that is wrong with a request. */
export interface Problem {
  /** The contact's position in the request, from 0. Absent if the problem is in the request itself. */
  readonly index?: number
  readonly field: string
  /** The id of the account or contact type that does not exist. */
  readonly id?: string
  /** What kind of problem it is, for programs. */
  readonly code: ProblemCode
  /** What is wrong and what to do, in a sentence that begins with `field`: `must be an email address`. */
  readonly message: string
}

/** Some accounts or contact types do not exist in the organization. */
export interface ReferenceNotFound extends Rejected {
  readonly refusal: "ReferenceNotFound"
  /** Every account id that does not exist. */
  readonly accountIds: ReadonlyArray<string>
  /** Every contact type that does not exist. */
  readonly contactTypes: ReadonlyArray<string>
  /** Whether a contact has no contact type and neither the request nor the organization has a default. */
  readonly defaultContactTypeMissing: boolean
  /** The same as problems, at most 10,000: one for each id, and one if the default contact type is missing. */
  readonly problems: ReadonlyArray<Problem>
  /** How many problems are not listed. */
  readonly omitted: number
}

/** A request with the same idempotency key is in progress: retry to get its result. */
export interface IdempotencyKeyInUse extends Rejected {
  readonly refusal: "IdempotencyKeyInUse"
}

/** The idempotency key belongs to a request with different content. */
export interface IdempotencyKeyReused extends Rejected {
  readonly refusal: "IdempotencyKeyReused"
}

/** The contacts of a stream take more memory than there is for one request, because the store keeps them in memory. */
export interface RequestTooLarge extends Rejected {
  readonly refusal: "RequestTooLarge"
}
