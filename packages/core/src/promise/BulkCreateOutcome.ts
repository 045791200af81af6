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

interface Refused {
  readonly ok: false
  /** One sentence for whoever sent the request. */
  readonly message: string
}

/** The list of contacts is empty; or all of them exist and the policy is to reject that. */
export interface NoContactsToCreate extends Refused {
  readonly refusal: "NoContactsToCreate"
}

/** The request or some of its contacts are invalid. */
export interface InvalidRequest extends Refused {
  readonly refusal: "InvalidRequest"
  /** Every problem, in the order of the contacts, the request's own first. */
  readonly problems: ReadonlyArray<Problem>
  /** How many more problems there are than are listed. */
  readonly omitted: number
}

/** One thing that is wrong with a request. */
export interface Problem {
  /** The contact's place in the request, from 0; absent where the problem is the request's own. */
  readonly index?: number
  readonly field: string
  /** The id of the account or contact type that does not exist. */
  readonly id?: string
  /** What kind of problem it is, for programs. */
  readonly code: ProblemCode
  /** What is wrong and what to do, in a sentence that begins with `field`: `must be an email address`. */
  readonly message: string
}

/** Some of what the request refers to does not exist in the organization. */
export interface ReferenceNotFound extends Refused {
  readonly refusal: "ReferenceNotFound"
  /** Every account id that does not exist. */
  readonly accountIds: ReadonlyArray<string>
  /** Every contact type that does not exist. */
  readonly contactTypes: ReadonlyArray<string>
  /** Whether a contact has no contact type and neither the request nor the organization has a default. */
  readonly defaultContactTypeMissing: boolean
  /** The same as problems: one for each id, and one if the default contact type is missing. */
  readonly problems: ReadonlyArray<Problem>
}

/** A request with the same idempotency key is still under way; its answer will be there soon. */
export interface IdempotencyKeyInUse extends Refused {
  readonly refusal: "IdempotencyKeyInUse"
}

/** Another request was carried out under the same idempotency key. */
export interface IdempotencyKeyReused extends Refused {
  readonly refusal: "IdempotencyKeyReused"
}
