import * as Data from "effect/Data"
import type { AccountId, ContactTypeId, ImportId } from "./Identifiers.ts"
import { abbreviate } from "./newId.ts"
import { type ContactProblem, MAX_PROBLEMS, type Problem } from "./Problem.ts"

/** The list of contacts is empty, or all contacts exist and the policy is to reject such a request. Nothing was stored. */
export class NoContactsToCreate extends Data.TaggedError("NoContactsToCreate") {
  override get message(): string {
    return "No contacts to create"
  }
}

/** The request or some of its contacts are invalid. Nothing was stored. A retry fails in the same way. */
export class InvalidRequest extends Data.TaggedError("InvalidRequest")<{
  /** At most 10,000, those of the request itself first, then those of its contacts in order. */
  readonly problems: ReadonlyArray<Problem>
  /** How many problems are not listed. */
  readonly omitted: number
}> {
  override get message(): string {
    const count = this.problems.length + this.omitted
    return `Invalid request: ${count} ${count === 1 ? "problem" : "problems"}, nothing was created`
  }
}

/** Some accounts or contact types do not exist in the organization. Nothing was stored. */
export class ReferenceNotFound extends Data.TaggedError("ReferenceNotFound")<{
  /** Every account id that does not exist. */
  readonly accountIds: ReadonlyArray<AccountId>
  /** Every contact type that does not exist. */
  readonly contactTypes: ReadonlyArray<ContactTypeId>
  /** Whether a contact has no contact type and neither the request nor the organization has a default. */
  readonly defaultContactTypeMissing: boolean
}> {
  /** The same as problems, at most 10,000: one for each id, and one if the default contact type is missing. */
  get problems(): ReadonlyArray<Problem> {
    const accounts = this.accountIds.slice(0, MAX_PROBLEMS).map(accountNotFound)
    const types = this.contactTypes.slice(0, MAX_PROBLEMS - accounts.length).map(contactTypeNotFound)
    const listed = [...accounts, ...types]
    return this.defaultContactTypeMissing && listed.length < MAX_PROBLEMS ? [...listed, contactTypeRequired] : listed
  }

  /** How many problems are not listed. */
  get omitted(): number {
    const all = this.accountIds.length + this.contactTypes.length + (this.defaultContactTypeMissing ? 1 : 0)
    return Math.max(0, all - MAX_PROBLEMS)
  }

  override get message(): string {
    return this.accountIds.length > 0 ? "Account not found" : "Contact type not found"
  }
}

export const accountNotFound = (id: AccountId): ContactProblem => ({
  field: "accountIds",
  id,
  code: "account_not_found",
  message: `Account not found: ${id}`,
})

export const contactTypeNotFound = (id: ContactTypeId): ContactProblem => ({
  field: "contactType",
  id,
  code: "contact_type_not_found",
  message: `Contact type not found: ${id}`,
})

export const contactTypeRequired: ContactProblem = {
  field: "contactType",
  code: "contact_type_required",
  message: "is required: the organization has no default contact type",
}

/** A request with the same idempotency key is in progress: retry to get its result. */
export class IdempotencyKeyInUse extends Data.TaggedError("IdempotencyKeyInUse") {
  override get message(): string {
    return "A request with this idempotency key is still in progress"
  }
}

/** The idempotency key belongs to a request with different content. Nothing was stored. */
export class IdempotencyKeyReused extends Data.TaggedError("IdempotencyKeyReused") {
  override get message(): string {
    return "This idempotency key was used for a different request"
  }
}

/**
 * The contacts of a stream take more memory than the store has for one request. Nothing was stored. A retry fails in the
 * same way. Only of stores that keep the contacts of a stream in memory.
 */
export class RequestTooLarge extends Data.TaggedError("RequestTooLarge") {
  override get message(): string {
    return "The request is too large for this store, which keeps all of its contacts in memory: split it into smaller requests, or use a PostgreSQL store"
  }
}

/** The organization has no import with the id. Nothing was changed. */
export class ImportNotFound extends Data.TaggedError("ImportNotFound")<{ readonly id: ImportId }> {
  /** The same as a problem. */
  get problems(): ReadonlyArray<Problem> {
    return [{ field: "id", id: this.id, code: "import_not_found", message: `Import not found: ${abbreviate(this.id)}` }]
  }

  override get message(): string {
    return "Import not found"
  }
}

/** Why a bulk create was rejected. Nothing was stored. */
export type BulkCreateRefusal =
  | NoContactsToCreate
  | InvalidRequest
  | ReferenceNotFound
  | IdempotencyKeyInUse
  | IdempotencyKeyReused
  | RequestTooLarge

/**
 * The store is unreachable, timed out or is out of space. Nothing in the unit of work was stored, with one exception: if
 * the connection is lost during the commit, the outcome is unknown. Retrying is safe either way: contacts already stored
 * are skipped, or the stored result is replayed under the idempotency key.
 */
export class StoreFailure extends Data.TaggedError("StoreFailure")<{
  /** Whether a retry may succeed. */
  readonly retryable: boolean
  /** For logs only, because it may contain internals. */
  readonly cause: unknown
}> {
  /** Has the code of the cause, but not its message, which may contain internals. */
  override get message(): string {
    const code = codeOf(this.cause)
    const what = code === undefined ? "The store failed" : `The store failed with ${code}`
    return `${what}: ${this.retryable ? "try again later" : "somebody has to act before a retry"}. Its cause says more`
  }
}

/** The code that a driver gave an error, which others may wrap. */
const codeOf = (error: unknown, depth = 10): string | undefined => {
  if (typeof error !== "object" || error === null || depth === 0) return undefined
  if ("code" in error && typeof error.code === "string") return error.code
  return "cause" in error ? codeOf(error.cause, depth - 1) : undefined
}
