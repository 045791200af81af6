import { Effect } from "effect"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type { Refusal, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { step } from "../internal/traced.ts"
import type { Accounts } from "../ports/Accounts.ts"
import type { Contacts } from "../ports/Contacts.ts"
import type { ContactTypes } from "../ports/ContactTypes.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkCreateRequest } from "../request/BulkCreateRequest.ts"
import { normalizeRequest } from "../request/normalizeRequest.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import { type BulkCreateOptions, createContacts } from "./createContacts.ts"

/** The ports that a bulk create works on. */
export type BulkCreatePorts = Accounts | ContactTypes | Contacts | UnitOfWork

/**
 * Creates contacts in bulk: normalizes and validates all of them, checks what they refer to, skips those whose email
 * exists, and stores the rest.
 *
 * Atomic: all that is created is stored when it succeeds, and nothing when it fails or is interrupted. Of requests at
 * once with one email, exactly one creates it. A fixed number of round trips to the store, however many contacts.
 */
export const bulkCreateContacts = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  request: BulkCreateRequest,
  options: BulkCreateOptions = {},
): Effect.fn.Return<BulkCreateResult, Refusal | StoreFailure, BulkCreatePorts> {
  const unitOfWork = yield* UnitOfWork
  const { maxContacts } = yield* BulkCreatePolicy
  const normalized = yield* normalizeRequest(request, maxContacts)
  return yield* unitOfWork.atomically(createContacts(organizationId, normalized, options))
}, step("bulkCreateContacts"))
