import { Schema } from "effect"
import { AccountId, ContactTypeId } from "./Identifiers.ts"
import { Problem } from "./Problem.ts"

/** The list of contacts is empty; or all of them exist and the policy is to reject that. */
export class NoContactsToCreate extends Schema.TaggedError<NoContactsToCreate>()("NoContactsToCreate", {}) {
  override get message(): string {
    return "No contacts to create"
  }
}

/** The request or some of its contacts are invalid. Nothing was stored. */
export class InvalidRequest extends Schema.TaggedError<InvalidRequest>()("InvalidRequest", {
  /** Every problem, in the order of the contacts, the request's own first. */
  problems: Schema.Array(Problem),
  /** How many more problems there are than are listed. */
  omitted: Schema.Int,
}) {
  override get message(): string {
    const count = this.problems.length + this.omitted
    return `Invalid request: ${count} ${count === 1 ? "problem" : "problems"}, nothing was created`
  }
}

/** Some of what the request refers to does not exist in the organization. Nothing was stored. */
export class ReferenceNotFound extends Schema.TaggedError<ReferenceNotFound>()("ReferenceNotFound", {
  /** Every account id that does not exist. */
  accountIds: Schema.Array(AccountId),
  /** Every contact type that does not exist. */
  contactTypes: Schema.Array(ContactTypeId),
  /** Whether a contact has no contact type and neither the request nor the organization has a default. */
  defaultContactTypeMissing: Schema.Boolean,
}) {
  /** The same as problems: one for each id, and one if the default contact type is missing. */
  get problems(): ReadonlyArray<Problem> {
    return [
      ...this.accountIds.map(accountNotFound),
      ...this.contactTypes.map(contactTypeNotFound),
      ...(this.defaultContactTypeMissing ? [contactTypeRequired] : []),
    ]
  }

  override get message(): string {
    return this.accountIds.length > 0 ? "Account not found" : "Contact type not found"
  }
}

const accountNotFound = (id: AccountId): Problem => ({
  field: "accountIds",
  id,
  code: "account_not_found",
  message: `Account not found: ${id}`,
})

const contactTypeNotFound = (id: ContactTypeId): Problem => ({
  field: "contactType",
  id,
  code: "contact_type_not_found",
  message: `Contact type not found: ${id}`,
})

const contactTypeRequired: Problem = {
  field: "contactType",
  code: "contact_type_required",
  message: "is required: the organization has no default contact type",
}

/** A request with the same idempotency key is still under way; its answer will be there soon. */
export class IdempotencyKeyInUse extends Schema.TaggedError<IdempotencyKeyInUse>()("IdempotencyKeyInUse", {}) {
  override get message(): string {
    return "A request with this idempotency key is still under way"
  }
}

/** Another request was carried out under the same idempotency key. */
export class IdempotencyKeyReused extends Schema.TaggedError<IdempotencyKeyReused>()("IdempotencyKeyReused", {}) {
  override get message(): string {
    return "This idempotency key was used for another request"
  }
}

/** Why a bulk create was rejected. Nothing was stored. */
export type BulkCreateRefusal =
  | NoContactsToCreate
  | InvalidRequest
  | ReferenceNotFound
  | IdempotencyKeyInUse
  | IdempotencyKeyReused

/**
 * The store could not do its work: it cannot be reached, timed out, or is full. Nothing of the unit of work was stored, but
 * for one case that nobody can tell: the connection was lost while the store committed. A retry is safe all the same: what
 * was stored is then skipped, or replayed under its idempotency key.
 */
export class StoreFailure extends Schema.TaggedError<StoreFailure>()("StoreFailure", {
  /** Whether the same call may succeed later. */
  retryable: Schema.Boolean,
  /** For logs only: it may hold internals. */
  cause: Schema.Defect(),
}) {}
